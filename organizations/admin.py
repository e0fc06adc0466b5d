"""Reference data for the portal administrator; acts on tasks go through services, not through here."""

from django.contrib import admin

from organizations.models import CalendarDay, Membership, Municipality, Organization, Region, User


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "time_zone"]


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    list_display = ["day", "is_working", "note", "region"]
    list_filter = ["region"]
    date_hierarchy = "day"


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "centre", "oktmo"]
    search_fields = ["name", "oktmo"]


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "municipality", "addressee_group", "is_name_official"]
    list_filter = ["addressee_group", "municipality"]
    search_fields = ["search_text"]
    autocomplete_fields = ["municipality", "parent"]
    list_select_related = ["municipality", "addressee_group"]


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["organization"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["full_name", "email", "is_active"]
    search_fields = ["full_name", "email"]
    fields = ["email", "full_name", "phone", "is_active", "is_staff"]
    inlines = [MembershipInline]
