"""What kind of data each field of each model holds. A guard test compares it with the models.

personal
    about an adult, or about anyone who signs in: who, how to reach them, what they did.
child's
    about a volunteer, who may be a child: shown to nobody but the own coordinators, never on a
    public page, never in logs.
secret
    lets someone in, or stands for someone: shown to nobody.

Everything else is ``none``: facts about the programme, numbers, and references to rows whose
own fields are classified where they stand. No model holds anything about a student or parent.
Event models (the audit trail) hold what the model they follow holds.
"""

PERSONAL: dict[str, str] = {
    "accounts.User": "email first_name last_name language last_login date_joined",
    "accounts.Grant": "user",
    "account.EmailAddress": "user email",
    "admin.LogEntry": "user object_repr change_message",
    "campaigns.Campaign": "created_by",
    "campaigns.CampaignAccess": "user",
    "campaigns.AccountReach": "recorded_by",
    "campaigns.FollowerReading": "recorded_by",
    "campaigns.Post": "created_by checked_by",
    "campaigns.PostReading": "recorded_by",
    "campaigns.Activity": "responsible",
    "campaigns.Picture": "created_by gone_by",
    "campaigns.PictureConsent": "said_by said_on purpose kept_at",
    "campaigns.Indicator": "who",
    "campaigns.CampaignStep": "by note",
    "campaigns.NextStep": (
        "what owner owner_name owner_organisation owner_email note state_by created_by"
    ),
    "campaigns.SectionComment": "text by settled_by",
    "campaigns.OutreachFile": "name content created_by",
    "campaigns.ShortLink": "created_by",
    "campaigns.SheetChange": "by changes",
    "campaigns.TeamMember": "name organisation_name task",
    "campaigns.Workshop": "created_by",
    "campaigns.Facilitator": "user",
    "campaigns.AgendaItem": "led_by",
    "campaigns.Participant": "name email user",
    "campaigns.ParticipantDay": "participant noted_by",
    "mfa.Authenticator": "user last_used_at",
    "outbox.LetterChoice": "user rhythm unwanted",
    "outbox.Mail": "address copy_to subject text html calendars reply_to",
    "outbox.Letter": "name address copy_to user person data written_by subject text",
    "pghistory.Context": "metadata",
    "pghistory.Events": "pgh_data pgh_diff pgh_context",
    "pghistory.MiddlewareEvents": "pgh_data pgh_diff pgh_context user url",
    "reporting.Publication": (
        "author submitted_by approved_by withdrawn_by sent_back_comment withdraw_reason "
        "quotes_en quotes_ru quotes_kk"
    ),
    "reporting.Snapshot": "document",
    "schools.Closure": "reason by lifted_by",
    "schools.SchoolContact": "name position email phone",
    "reporting.Certificate": "participant issued_by revoked_by revoke_reason",
    "reporting.ReportSubscription": "user created_by",
    "school_sessions.FillRun": "created_by accepted_by",
    "school_sessions.Idea": "answer answered_by",
    "school_sessions.LogQuestion": "question asked_by",
    "school_sessions.PlanningRun": "by choices",
    "school_sessions.SessionLog": "logged_by note",
    "school_sessions.SchoolSession": "contact verified_by cancelled_by cancel_reason venue",
    "school_sessions.WantedSession": "contact venue",
    "school_sessions.Invitation": "by",
    "school_sessions.CalendarFeed": "user created_by",
    "reporting.QualityReview": "subject reason reviewed_by",
    "volunteers.Training": "recorded_by",
    "volunteers.Check": "recorded_by",
    "volunteers.Consent": "recorded_by",
    "volunteers.ConsentRequest": "name address created_by",
    "volunteers.Volunteer": "guardian_name guardian_email",
    "volunteers.VolunteerNote": "written_by",
    "transfers.Job": ("created_by parameters result input_file input_name output_file output_name"),
}

CHILDS: dict[str, str] = {
    "volunteers.Volunteer": (
        "user email first_name last_name birth_date region languages status most_sessions_a_week "
        "interview_at decline_reason"
    ),
    "volunteers.VolunteerNote": "volunteer text",
    "volunteers.Enrolment": "volunteer",
    "volunteers.Application": "volunteer email answers ways times motivation",
    "volunteers.Consent": "volunteer given_by evidence",
    "volunteers.ConsentRequest": "volunteer said_yes said_yes_to_pictures words",
    "campaigns.Post": "volunteer text link external_id decline_reason",
    "campaigns.Picture": "alt",
    "campaigns.PictureConsent": "volunteer",
    "school_sessions.Assignment": "volunteer status decline_reason",
    "school_sessions.FillProposal": "volunteer taught_before state skipped_because",
    "school_sessions.Idea": "volunteer title text",
    "school_sessions.IdeaSupport": "volunteer",
    "school_sessions.Invitation": "volunteer answer",
    "school_sessions.LogQuestion": "answer answered_by",
    "school_sessions.NotHeld": "note said_by",
    "school_sessions.SessionFeedback": "volunteer went wish",
    "school_sessions.WaitingPlace": "volunteer",
    "school_sessions.WantedSession": "staff",
    "volunteers.Training": "volunteer note",
    "volunteers.UnitProgress": "volunteer right_questions tries passed_at",
    "volunteers.Check": "volunteer kind valid_from valid_until signed_at",
    "volunteers.WeeklyTime": "volunteer kind weekday starts ends",
    "volunteers.Unavailability": "volunteer starts_at ends_at",
    "reporting.VolunteerRollup": "volunteer minutes",
    "reporting.Certificate": "volunteer holder_name content sha256",
}

SECRET: dict[str, str] = {
    "accounts.User": "password",
    "account.EmailConfirmation": "key",
    "mfa.Authenticator": "data",
    "reporting.Certificate": "code",
    "reporting.Publication": "open_token",
    "school_sessions.CalendarFeed": "nonce",
    "volunteers.Application": "nonce",
    "volunteers.ConsentRequest": "nonce",
    "sessions.Session": "session_key session_data",
}

NONE: dict[str, str] = {
    "accounts.Grant": "id role region organisation",
    "accounts.Organisation": "id name_en name_ru name_kk kind",
    "accounts.User": "id is_superuser is_staff is_active groups user_permissions",
    "accounts.User_groups": "id user group",
    "accounts.User_user_permissions": "id user permission",
    "account.EmailAddress": "id verified primary",
    "account.EmailConfirmation": "id email_address created sent",
    "admin.LogEntry": "id action_time content_type object_id action_flag",
    "auth.Group": "id name permissions",
    "auth.Group_permissions": "id group permission",
    "auth.Permission": "id name content_type codename",
    "campaigns.Campaign": (
        "id organisation title summary project start_date end_date status created_at situation "
        "unknowns core_problem currency safety_checks"
    ),
    "campaigns.Audience": "id campaign number rank name description size size_source",
    "campaigns.BudgetLine": "id campaign number text amount is_monitoring note",
    "campaigns.CampaignAccess": "id campaign organisation level workshop",
    "campaigns.AccountReach": "id account since until source people recorded_at",
    "campaigns.FollowerReading": "id account date source followers recorded_at",
    "campaigns.ColumnMeaning": "id platform head meaning",
    "campaigns.OutreachFile": "id account source read_on created_at taken_at counts",
    "campaigns.LinkDay": "id link date visits",
    "campaigns.ShortLink": "id code title target campaign organisation is_open created_at",
    "campaigns.OutreachRules": "id approve_before",
    "campaigns.Post": (
        "id status platform account organisation project campaign message channel region language "
        "planned_on published_on cost created_at checked_at"
    ),
    "campaigns.PostReading": (
        "id post date source views reach reactions comments shares saves link_clicks "
        "watch_seconds recorded_at"
    ),
    "campaigns.Picture": "id key post campaign width height shows created_at gone_why gone_at",
    "campaigns.PictureConsent": "id picture",
    "campaigns.SocialAccount": "id platform handle project organisation is_open",
    "campaigns.Activity": (
        "id campaign title channel message first_day last_day starts_at place region cost state "
        "note version"
    ),
    "campaigns.ChannelUse": ("id campaign number audience kind name reason cost reach since until"),
    "campaigns.Indicator": (
        "id campaign number objective level name definition baseline target source method rhythm "
        "split_by"
    ),
    "campaigns.IndicatorReading": "id campaign number indicator day value note",
    "campaigns.Message": (
        "id campaign number audience behaviour constraint promise support call tone text_kk "
        "text_ru text_en other_language text_other"
    ),
    "campaigns.Persona": (
        "id campaign number name portrait audience place languages family learns_by trusts "
        "barriers motives does_now does_then"
    ),
    "campaigns.Pretest": "id campaign number message with_whom understood changed",
    "campaigns.CampaignStep": "id campaign status at",
    "campaigns.NextStep": (
        "id campaign workshop due_date state state_at dated_at version created_at"
    ),
    "campaigns.SectionComment": "id campaign kind at settled_at",
    "campaigns.Workshop": ("id organisation title goal start_date end_date place link created_at"),
    "campaigns.WorkshopOrganisation": "id workshop organisation campaign",
    "campaigns.Facilitator": "id workshop level",
    "campaigns.AgendaItem": ("id workshop date starts ends kind title section organisation note"),
    "campaigns.Participant": "id workshop organisation erased_at",
    "campaigns.ParticipantDay": "id date noted_at",
    "campaigns.Material": "id workshop title url",
    "campaigns.Cause": "id campaign number text root",
    "campaigns.Consequence": "id campaign number text further",
    "campaigns.Evidence": "id campaign number text source year",
    "campaigns.Objective": "id campaign number who change amount by_date",
    "campaigns.Risk": "id campaign number text likelihood impact answer owner",
    "campaigns.Sheet": "id campaign kind subject version",
    "campaigns.SheetChange": "id sheet version at",
    "campaigns.TeamMember": "id campaign number",
    "contenttypes.ContentType": "id app_label model",
    "mfa.Authenticator": "id type created_at",
    "outbox.Letter": (
        "id cause kind language region about is_urgent written_at due_at dropped mail"
    ),
    "outbox.Mail": "id key language created_at attempts try_at handed_over_at sent_at",
    "pghistory.Context": "id created_at updated_at",
    "pghistory.Events": (
        "pgh_slug pgh_model pgh_id pgh_created_at pgh_label pgh_context_id pgh_obj_model pgh_obj_id"
    ),
    "pghistory.MiddlewareEvents": (
        "pgh_slug pgh_model pgh_id pgh_created_at pgh_label pgh_context_id pgh_obj_model pgh_obj_id"
    ),
    "regions.District": "id name_en name_ru name_kk region code",
    "regions.Region": (
        "id name_en name_ru name_kk code kato former_code kind centre_en centre_ru centre_kk "
        "tile_col tile_row valid_from valid_until travel_minutes"
    ),
    "reporting.Certificate": (
        "id kind number school period_start period_end issued_at revoked_at erased_at"
    ),
    "reporting.ClassGroupRollup": (
        "period_kind period_start project school mode language region district_id pk "
        "class_group students"
    ),
    "reporting.Contribution": (
        "id project goal target since until rationale_en rationale_ru rationale_kk"
    ),
    "reporting.Goal": "number colour title_en title_ru title_kk",
    "reporting.GoalTarget": "code goal text_en text_ru text_kk",
    "reporting.Publication": (
        "id number edition replaces title_en title_ru title_kk period_start period_end projects "
        "regions what_changed_en what_changed_ru what_changed_kk challenges_en challenges_ru "
        "challenges_kk next_steps_en next_steps_ru next_steps_kk status created_at changed_at "
        "submitted_at approved_at approval_rule job published_at withdrawn_at revoked_at"
    ),
    "reporting.DirtyScope": "id period_kind period_start region_id noted_at",
    "reporting.KeptReport": "key figures as_of version",
    "reporting.QualityReview": "id kind fingerprint region reviewed_at",
    "reporting.ReachRollup": (
        "period_kind period_start school project_id slice value region_id district_id is_part "
        "is_whole pk class_groups students"
    ),
    "reporting.ReportMail": ("id subscription month attempts tried_at handed_over_at sent_at"),
    "reporting.ReportSubscription": "id projects regions day is_active active_since",
    "reporting.ReportSubscription_projects": "id reportsubscription project",
    "reporting.ReportSubscription_regions": "id reportsubscription region",
    "reporting.SchoolRollup": (
        "period_kind period_start project school mode language region district_id pk sessions "
        "students_online students_offline parents_online parents_offline teachers "
        "students_without_class"
    ),
    "reporting.ScopeRollup": (
        "period_kind period_start region_id project_id slice value pk sessions sessions_online "
        "sessions_offline sessions_hybrid schools class_groups volunteers students_online "
        "students_offline students_reached parents_online parents_offline teachers minutes"
    ),
    "reporting.VolunteerRollup": (
        "period_kind period_start project school mode language region district_id pk"
    ),
    "reporting.Snapshot": "publication sha256 definitions_version as_of",
    "reporting.SnapshotRecord": "pk snapshot school_session_id fingerprint",
    "reporting.Target": (
        "id figure project region period_start period_end value baseline baseline_label "
        "baseline_source note"
    ),
    "school_sessions.Assignment": "id school_session role during",
    "school_sessions.Attendance": (
        "id school_session class_group students_online students_offline parents_online "
        "parents_offline teachers during"
    ),
    "school_sessions.CalendarFeed": "id school created_at revoked_at",
    "school_sessions.DirtyMonth": "id project_id school_id month noted_at",
    "school_sessions.FillProposal": "id fill_session role is_chosen",
    "school_sessions.FillRun": (
        "id created_at since until regions projects job result accepted_at"
    ),
    "school_sessions.FillRun_projects": "id fillrun project",
    "school_sessions.FillRun_regions": "id fillrun region",
    "school_sessions.FillSession": "id run school_session places reasons",
    "school_sessions.Idea": "id kind project created_at status answered_at lesson",
    "school_sessions.IdeaSupport": "id idea since",
    "school_sessions.Invitation": "id school_session role sent_at expires_at answered_at",
    "school_sessions.Lesson": (
        "id code project title_en title_ru title_kk grade_from grade_to minutes is_draft"
    ),
    "school_sessions.LessonPlan": (
        "id lesson goal_en goal_ru goal_kk materials_en materials_ru materials_kk handout_en "
        "handout_ru handout_kk revision brought"
    ),
    "school_sessions.LessonStep": (
        "id plan number minutes title_en title_ru title_kk text_en text_ru text_kk"
    ),
    "school_sessions.LogQuestion": "id school_session asked_at settled_at",
    "school_sessions.NotHeld": "id school_session starts_at client_uuid reason said_at",
    "school_sessions.PlanningRun": "id way begun_at planned_at",
    "school_sessions.ProgrammeTemplate": "id name region grade_from grade_to mode places",
    "school_sessions.TemplateLesson": "id template lesson week",
    "school_sessions.WantedSession": (
        "id run number is_wanted despite_calendar school project lesson class_groups starts_at "
        "minutes mode language places school_session"
    ),
    "school_sessions.SchoolSession": (
        "id external_id project lesson school starts_at minutes date ends_at mode language "
        "places takes_volunteers is_emergency_response status log verified_at cancelled_at "
        "sequence plan_changed_at closure"
    ),
    "school_sessions.OpenSignUp": "id region project",
    "school_sessions.SessionFeedback": "id school_session written_at",
    "school_sessions.SessionLog": (
        "id client_uuid body_hash source delivered_at minutes mode logged_at"
    ),
    "school_sessions.WaitingPlace": "id school_session since",
    "schools.BellPeriod": "id school shift number starts ends",
    "schools.Break": "id name_en name_ru name_kk region since until",
    "schools.ClassGroup": "id school school_year grade letter language enrolled shift",
    "schools.Closure": "id region district school since until kind created_at lifted_at",
    "schools.SchoolPlace": "id school region district since until",
    "schools.School": (
        "id name_en name_ru name_kk code region district settlement languages teaches_saturdays"
    ),
    "schools.SchoolContact": "id school",
    "sessions.Session": "expire_date",
    "transfers.Job": (
        "id kind created_at started_at heard_of_at finished_at status attempts steps_done "
        "steps_total language output_bytes files_removed_at about"
    ),
    "volunteers.Application": "id language created_at confirmed_at",
    "volunteers.Consent": "id kind text_version method given_at withdrawn_at",
    "volunteers.ConsentRequest": (
        "id language created_at expires_at reminded_at replaced_at answered_at"
    ),
    "volunteers.Enrolment": "id project joined_date left_date",
    "volunteers.Training": "id project passed_date how",
    "volunteers.TrainingUnit": (
        "id project code number minutes is_open title_en title_ru title_kk text_en text_ru "
        "text_kk revision brought"
    ),
    "volunteers.QuizQuestion": (
        "id unit number text_en text_ru text_kk options_en options_ru options_kk right_options "
        "explanation_en explanation_ru explanation_kk"
    ),
    "volunteers.UnitProgress": "id unit",
    "volunteers.Check": "id text_version",
    "volunteers.WeeklyTime": "id",
    "volunteers.Unavailability": "id",
    "volunteers.StaffingLimits": (
        "id minors_most_hours_a_week guardian_consent_under_age youngest_age oldest_age "
        "consent_days consent_reminder_days conduct_months"
    ),
    "volunteers.Project": (
        "id name_en name_ru name_kk code theme_en theme_ru theme_kk needs_training "
        "needs_background_check needs_code_of_conduct"
    ),
    "volunteers.Volunteer": "id joined_date status_since erased_at",
    "volunteers.VolunteerNote": "id written_at",
}

DATA_CLASSES: dict[str, dict[str, str]] = {
    "none": NONE,
    "personal": PERSONAL,
    "child's": CHILDS,
    "secret": SECRET,
}
