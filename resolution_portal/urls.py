"""Addresses of the portal."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from organizations.views import own_access, provider
from resolution_portal import health

# Without this the plain sign-in page of the service section would let people past the second factor.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Портал исполнения резолюций"
admin.site.index_title = "Служебный раздел"

# Sign-in through a provider of the authority: without one its addresses do not exist.
provider_patterns = [
    path("accounts/oidc/<slug:provider_id>/login/", provider.start, name="openid_connect_login"),
    path("accounts/oidc/<slug:provider_id>/login/callback/", provider.finish, name="openid_connect_callback"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    # The e-mail is the login: only the administrator changes it.
    path("accounts/email/", RedirectView.as_view(pattern_name="home"), name="account_email"),
    path("accounts/password/change/", own_access.ChangePassword.as_view(), name="account_change_password"),
    path("accounts/password/set/", own_access.SetPassword.as_view(), name="account_set_password"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        own_access.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/recovery-codes/", own_access.show_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/recovery-codes/download/", own_access.save_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("favicon.ico", RedirectView.as_view(url="/static/img/mark.svg")),
    path("", include("organizations.urls")),
    path("", include("recommendations.urls")),
]
if settings.OIDC_SERVER_URL:
    urlpatterns += provider_patterns

handler400 = "resolution_portal.errors.bad_request"
handler403 = "resolution_portal.errors.forbidden"
handler404 = "resolution_portal.errors.not_found"
handler500 = "resolution_portal.errors.server_error"
