/* A log as it was typed, as it is sent, and what is still wrong with it; also one of what was not on
   the calendar. The server says the last word; these checks are for where it cannot be asked. */
(() => {
  "use strict";

  const offline = (self.birgeOffline ??= {});
  const COUNTS = [
    "students_online",
    "students_offline",
    "parents_online",
    "parents_offline",
    "teachers",
  ];
  const WHOLE = ["delivered_at", "minutes", "mode", "note"];
  const STUDENTS_OF = {
    online: ["students_online"],
    offline: ["students_offline"],
    hybrid: ["students_online", "students_offline"],
  };
  const NOT_OF = {
    online: ["students_offline", "parents_offline"],
    offline: ["students_online", "parents_online"],
    hybrid: [],
  };
  const CLOCK_SKEW = 5 * 60_000;

  const rowsOf = (form) => [...form.querySelectorAll(".log-row")];
  const inRow = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const classOf = (row) => inRow(row, "class_group").value;
  const isPlanned = (row) => inRow(row, "class_group").type === "hidden";

  function valueOf(form, name) {
    const field = form.elements[name];
    if (!field) return "";
    return field.value ?? "";
  }

  function ticked(form, name) {
    return [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
  }

  function readRow(row) {
    const counts = COUNTS.map((name) => [name, inRow(row, name).value.trim()]);
    return {
      class_group: classOf(row),
      left_out: Boolean(inRow(row, "left_out")?.checked),
      ...Object.fromEntries(counts),
    };
  }

  const isUsed = (row) => row.class_group && !row.left_out;
  const isTouched = (row) => row.class_group || COUNTS.some((name) => row[name]);

  /* What stands in the form, by names that stay the same when the plan of the session changes. */
  const read = (form) => ({
    ...Object.fromEntries(WHOLE.map((name) => [name, valueOf(form, name)])),
    came: form.elements.came ? ticked(form, "came") : null,
    rows: rowsOf(form).map(readRow).filter(isTouched),
  });

  /* Put it back: each class to its row; one that was added to the next free row. */
  function fill(form, values) {
    for (const name of WHOLE) {
      const field = form.elements[name];
      if (field) field.value = values[name];
    }
    for (const box of form.querySelectorAll('[name="came"]')) {
      if (values.came) box.checked = values.came.includes(box.value);
    }
    const free = rowsOf(form).filter((row) => !isPlanned(row));
    for (const filled of values.rows) {
      const planned = rowsOf(form).find(
        (row) => isPlanned(row) && classOf(row) === filled.class_group,
      );
      const row = planned ?? free.shift();
      if (!row) continue;
      if (!planned) inRow(row, "class_group").value = filled.class_group;
      for (const name of COUNTS) inRow(row, name).value = filled[name];
      const leftOut = inRow(row, "left_out");
      if (leftOut) leftOut.checked = filled.left_out;
      openAround(row, filled, !planned);
    }
  }

  function openAround(row, filled, isExtra) {
    if (isExtra) row.closest("details")?.setAttribute("open", "");
    const unfolded = ["parents_online", "parents_offline"].filter((name) => Number(filled[name]));
    if (filled.left_out) unfolded.push("left_out");
    for (const name of unfolded) {
      inRow(row, name)?.closest("details")?.setAttribute("open", "");
    }
  }

  /* The log as it is sent: the contract of POST /sessions/<id>/log/. */
  function bodyOf(form, values, uuid) {
    const others = [...form.querySelectorAll('[name="came"]')].map((box) => box.value);
    const seconds = values.delivered_at.length === 16 ? ":00" : "";
    return {
      client_uuid: uuid,
      delivered_at: `${values.delivered_at}${seconds}${form.dataset.utcOffset}`,
      minutes: Number(values.minutes),
      mode: values.mode,
      note: values.note,
      attendance: values.rows.filter(isUsed).map((row) => ({
        class_group: row.class_group === "none" ? null : Number(row.class_group),
        ...Object.fromEntries(COUNTS.map((name) => [name, Number(row[name]) || 0])),
      })),
      absent: values.came ? others.filter((one) => !values.came.includes(one)).map(Number) : [],
    };
  }

  /* --- What is wrong ------------------------------------------------------------------------- */

  function isWhole(field, least, most) {
    const text = field.value.trim();
    return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  }

  function faultsOfWhole(form, words) {
    const found = [];
    const { delivered_at: began, minutes } = form.elements;
    const moment = new Date(`${began.value}${form.dataset.utcOffset}`);
    if (Number.isNaN(moment.getTime())) found.push([began, words.moment]);
    else if (moment > Date.now() + CLOCK_SKEW) found.push([began, words.future]);
    if (!isWhole(minutes, Number(minutes.min), Number(minutes.max))) {
      found.push([minutes, words.minutes]);
    }
    const mode = form.querySelector('[name="mode"]');
    if (!valueOf(form, "mode")) found.push([mode, words.mode]);
    return found;
  }

  function faultsOfRow(row, mode, words) {
    const values = readRow(row);
    const group = inRow(row, "class_group");
    if (!values.class_group) {
      return COUNTS.some((name) => Number(values[name])) ? [[group, words.group]] : [];
    }
    if (values.left_out) return [];
    const found = [];
    for (const name of COUNTS) {
      const field = inRow(row, name);
      const isEmpty = !values[name] && !field.validity.badInput;
      if (isEmpty && STUDENTS_OF[mode]?.includes(name)) found.push([field, words.missing]);
      else if (!isEmpty && !isWhole(field, 0, Number(field.max))) found.push([field, words.count]);
      else if (Number(values[name]) && NOT_OF[mode]?.includes(name)) {
        found.push([field, words.otherMode]);
      }
    }
    return found;
  }

  /* Pairs of a field (or null: the whole) and what to do about it; empty when it can be sent. */
  function faultsOf(form, words) {
    const mode = valueOf(form, "mode");
    const found = faultsOfWhole(form, words);
    const seen = new Set();
    for (const row of rowsOf(form)) {
      found.push(...faultsOfRow(row, mode, words));
      const group = classOf(row);
      if (group && seen.has(group)) found.push([inRow(row, "class_group"), words.twice]);
      seen.add(group);
    }
    if (!found.length && !rowsOf(form).map(readRow).some(isUsed)) found.push([null, words.nobody]);
    return found;
  }

  /* The field that the server means: attendance.0.teachers is one of the first class that counts. */
  function fieldNamed(form, name, body) {
    const [, number, inside] = /^attendance\.(\d+)\.(\w+)$/.exec(name) ?? [];
    const group = String(body?.attendance[number]?.class_group ?? "none");
    const row = inside && rowsOf(form).find((one) => classOf(one) === group);
    return row ? inRow(row, inside) : form.querySelector(`[name="${CSS.escape(name)}"]`);
  }

  /* --- What was not on the calendar ---------------------------------------------------------- */

  const PLAN = ["lesson", "language"];

  const unplanned = {
    /* Each is a log of its own: several of one school may wait. */
    isOneOfMany: true,

    read: (form) => ({
      ...read(form),
      ...Object.fromEntries(PLAN.map((name) => [name, valueOf(form, name)])),
    }),

    fill(form, values) {
      for (const name of PLAN) form.elements[name].value = values[name];
      fill(form, values);
    },

    bodyOf(form, values, uuid) {
      const [project, lesson] = values.lesson.split(":");
      return {
        ...bodyOf(form, values, uuid),
        school: Number(form.dataset.school),
        project,
        lesson: lesson ? Number(lesson) : null,
        language: values.language,
      };
    },

    faultsOf(form, words) {
      const empty = PLAN.filter((name) => !valueOf(form, name));
      const found = empty.map((name) => [form.elements[name], words[name]]);
      return [...found, ...faultsOf(form, words)];
    },

    fieldNamed: (form, name, body) => fieldNamed(form, name === "project" ? "lesson" : name, body),

    titleOf(form) {
      const [lesson] = form.elements.lesson.selectedOptions;
      return `${lesson.textContent.trim()} · ${form.dataset.title}`;
    },

    whenOf(form) {
      const lang = document.documentElement.lang;
      const [known] = Intl.DateTimeFormat.supportedLocalesOf([lang, "ru"]);
      const style = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
      return new Date(form.elements.delivered_at.value).toLocaleString(known, style);
    },
  };

  Object.assign((offline.forms ??= {}), { log: { read, fill, bodyOf, faultsOf, fieldNamed }, unplanned });
})();
