"""Who runs the embedded servers: PostgreSQL refuses to be root."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.leases import EmbeddedServerError

# Without a capability first; else one that lets the server pass folders that only root may enter,
# so that no folder of root's has to be opened to everybody.
CAPABILITIES = ("", "+dac_read_search", "+dac_override")


@dataclass(frozen=True)
class Account:
    """The system account of the servers and what to put before a command to run it so."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.prefix, *command],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def own(self, folder: Path) -> Path:
        """Make the folder the account's alone."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if found.st_uid not in (self.uid, os.geteuid()) or folder.is_symlink():
            raise EmbeddedServerError(
                f"{folder} belongs to somebody else. Remove it, or set BIRGE_DATA to a folder "
                "of your own."
            )
        os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


def account_for(program: Path, folder: Path, stop_signal: int) -> Account:
    """The account that may run this program in this data folder."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    who = unprivileged(folder)
    tries = [with_prefix(who, capability, stop_signal) for capability in CAPABILITIES]
    for account in tries:
        # sh is reached by everybody: what is tried is to enter the folder and start the program.
        found = account.run("/bin/sh", "-c", 'cd "$1" && "$0" --version', str(program), str(folder))
        if found.returncode == 0:
            return account
    raise EmbeddedServerError(
        f"Birge runs as root, and PostgreSQL refuses that; the account {who.pw_name!r}, which it "
        f"would run as, cannot enter {folder} or start {program}. Set BIRGE_DATA to a "
        "folder that it can enter (for example /var/lib/birge) and keep the checkout where others "
        "may read it, or run Birge as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def unprivileged(folder: Path) -> pwd.struct_passwd:
    """Who owns the data already, so that root can go on where a user began; else an account that
    every system has, PostgreSQL's own first.
    """
    for place in (folder / "postgres", folder):
        if place.exists() and (owner := place.stat().st_uid):
            with contextlib.suppress(KeyError):
                return pwd.getpwuid(owner)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedServerError(
        "Birge runs as root, PostgreSQL refuses that, and there is no account 'nobody' to run it "
        "as. Run Birge as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def with_prefix(who: pwd.struct_passwd, capability: str, stop_signal: int) -> Account:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise EmbeddedServerError(
            "Birge runs as root, PostgreSQL refuses that, and the program setpriv (of util-linux) "
            "is not there to change the account. Install util-linux, run Birge as an ordinary "
            "user, or set DATABASE_URL and REDIS_URL."
        )
    change = [
        setpriv,
        f"--reuid={who.pw_uid}",
        f"--regid={who.pw_gid}",
        "--clear-groups",
        # A change of the account clears the wish to end with the keeper: said once more here.
        f"--pdeathsig={signal.Signals(stop_signal).name.removeprefix('SIG')}",
    ]
    if capability:
        change += [f"--inh-caps={capability}", f"--ambient-caps={capability}"]
    return Account(who.pw_uid, who.pw_gid, tuple(change))
