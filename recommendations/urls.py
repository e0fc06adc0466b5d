"""Addresses read as noun, number, verb; names as noun-verb."""

from django.urls import include, path

from recommendations.services.settings import SECTIONS
from recommendations.views import (
    acts,
    assignments,
    calendar,
    documents,
    files,
    handover,
    home,
    matrix,
    organization,
    pages,
    personal_data,
    reopening,
    reorganization,
    reports,
    requests,
    resolutions,
    reviews,
    roles,
    settings,
    summaries,
    tasks,
    themes,
    versions,
)

resolution_urls = [  # resolutions/<pk>/
    path("", resolutions.resolution_detail, name="resolution-detail"),
    path("export/", resolutions.export_resolution, name="resolution-export"),
    path("adopt/", resolutions.adopt, name="resolution-adopt"),
    path("file/", resolutions.resolution_file, name="resolution-file"),
    path("amend/", versions.amend, name="resolution-amend"),
    path("versions/", versions.versions, name="resolution-versions"),
    path("versions/<int:number>/", versions.version, name="resolution-version"),
    path("matrix/", matrix.resolution_matrix, name="resolution-matrix"),
    path("summaries/<slug:code>/", summaries.summary, name="resolution-summary"),
    path("summaries/<slug:code>/export/", summaries.export_summary, name="resolution-summary-export"),
]
document_urls = [  # resolutions/import/<pk>/
    path("", documents.review_document, name="resolution-review"),
    path("edit/", documents.edit, name="resolution-review-edit"),
    path("undo/", documents.undo, name="resolution-review-undo"),
    path("redo/", documents.redo, name="resolution-review-redo"),
    path("save/", documents.save, name="resolution-review-save"),
    path("discard/", documents.discard, name="resolution-review-discard"),
    path("alignment/", versions.align, name="resolution-alignment"),
]
assignment_urls = [  # assignments/<pk>/
    path("", assignments.assignment_detail, name="assignment-detail"),
    path("change/", assignments.change, name="assignment-change"),
    path("cancel/", assignments.cancel, name="assignment-cancel"),
    path("issue/", assignments.issue, name="assignment-issue"),
    path("withdraw/", assignments.withdraw, name="assignment-withdraw"),
]
task_urls = [  # tasks/<pk>/
    path("", tasks.task_detail, name="task-detail"),
    path("report/", reports.report_on_task, name="task-report"),
    path("recall/", tasks.recall, name="task-recall"),
    path("review/", reviews.review, name="task-review"),
    path("endorse/", reviews.endorse, name="task-endorse"),
    path("return/", reviews.return_report, name="task-return"),
    path("accept/", reviews.accept, name="task-accept"),
    path("undo/", tasks.undo, name="task-undo"),
    path("extension/", requests.ask_for_extension, name="task-extension"),
    path("not-applicable/", requests.ask_for_not_applicable, name="task-not-applicable"),
    path("withdraw/", tasks.withdraw, name="task-withdraw"),
]
act_urls = [  # acts/<pk>/
    path("", acts.act_detail, name="act-detail"),
    path("change/", acts.change, name="act-change"),
    path("merge/", acts.merge, name="act-merge"),
    path("link/", acts.link, name="act-link"),
    path("unlink/", acts.unlink, name="act-unlink"),
]
settings_urls = [  # settings/…: the region, its calendar, roles
    path("settings/", settings.settings_list, name="settings-list"),
    path("settings/region/", settings.change_name, name="settings-region"),
    *(
        path(f"settings/{one.slug}/", settings.change, {"section": one}, name=f"settings-{one.slug}")
        for one in SECTIONS
    ),
    path("calendar/", calendar.calendar, name="calendar-year"),
    path("calendar/change/", calendar.change, name="calendar-change"),
    path("roles/", roles.role_list, name="role-list"),
]
urlpatterns = [
    path("seats/<int:pk>/hand-over/", handover.hand_over_seat, name="seat-hand-over"),
    *settings_urls,
    path("", home.home, name="home"),
    path("help/", pages.help_page, name="help"),
    path("resolutions/", resolutions.resolution_list, name="resolution-list"),
    path("resolutions/import/", documents.import_document, name="resolution-import"),
    path("resolutions/import/<int:pk>/", include(document_urls)),
    path("resolutions/<int:pk>/", include(resolution_urls)),
    path("recommendations/<int:pk>/", assignments.recommendation_detail, name="recommendation-detail"),
    path("recommendations/<int:pk>/sign/", assignments.sign, name="recommendation-sign"),
    path("recommendations/<int:pk>/theme/", themes.recommendation_theme, name="recommendation-theme"),
    path("recommendations/<int:pk>/assign/", assignments.draft, name="recommendation-assign"),
    path("assignments/", assignments.assignment_list, name="assignment-list"),
    path("assignments/<int:pk>/", include(assignment_urls)),
    path("acts/", acts.act_list, name="act-list"),
    path("acts/export/", acts.export_acts, name="act-export"),
    path("acts/new/", acts.new, name="act-new"),
    path("acts/<int:pk>/", include(act_urls)),
    path("tasks/", tasks.task_list, name="task-list"),
    path("tasks/export/", tasks.export_tasks, name="task-export"),
    path("tasks/<int:pk>/", include(task_urls)),
    path("requests/", requests.request_list, name="request-list"),
    path("requests/extensions/<int:pk>/", requests.decide_extension, name="extension-decide"),
    path("requests/not-applicable/<int:pk>/", requests.decide_not_applicable, name="not-applicable-decide"),
    path("people/<int:pk>/anonymise/", personal_data.anonymise, name="person-anonymise"),
    path("organizations/", organization.organization_list, name="organization-list"),
    path("organizations/export/", organization.export_organizations, name="organization-export"),
    path("organizations/<int:pk>/", organization.organization_detail, name="organization-detail"),
    path("organizations/<int:pk>/close/", reorganization.close, name="organization-close"),
    path("organizations/<int:pk>/reopen/", reopening.reopen, name="organization-reopen"),
    path("organizations/<int:pk>/merge/", reorganization.merge, name="organization-merge"),
    path("organizations/<int:pk>/split/", reorganization.split, name="organization-split"),
    path("organizations/<int:pk>/move/", reorganization.move, name="organization-move"),
    path("evidence/<int:pk>/", files.download_evidence, name="evidence-download"),
    path("evidence/<int:pk>/remove/", files.remove, name="evidence-remove"),
]
