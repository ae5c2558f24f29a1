"""Internal processes: drawn up, approved by decision, from then on only ended."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only

SEAL = append_only.FUNCTION + """
CREATE FUNCTION catalog_seal_route() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    -- Ending a route is lawful once: it gets a last day.
    IF TG_OP = 'UPDATE' AND OLD.effective_to IS NULL AND NEW.effective_to IS NOT NULL
       AND (to_jsonb(NEW) - 'effective_to') = (to_jsonb(OLD) - 'effective_to') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'catalog: an approved route is not changed'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'published_route_is_sealed';
END $$;

CREATE FUNCTION catalog_seal_route_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed boolean;
BEGIN
    SELECT EXISTS (
        SELECT 1 FROM catalog_route r WHERE r.state <> 'draft'
        AND r.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.route_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.route_id END)
    ) INTO sealed;
    IF sealed THEN
        RAISE EXCEPTION 'catalog: an approved route is not changed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'published_route_is_sealed';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER catalog_seal_route BEFORE UPDATE OR DELETE ON catalog_route
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_route();
CREATE TRIGGER catalog_seal_route_step BEFORE INSERT OR UPDATE OR DELETE ON catalog_routestep
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_route_step();
CREATE TRIGGER catalog_route_sealed_table BEFORE TRUNCATE ON catalog_route
    FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
CREATE TRIGGER catalog_routestep_sealed_table BEFORE TRUNCATE ON catalog_routestep
    FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
"""
UNSEAL = """
DROP TRIGGER catalog_route_sealed_table ON catalog_route;
DROP TRIGGER catalog_routestep_sealed_table ON catalog_routestep;
DROP FUNCTION catalog_seal_route_step() CASCADE;
DROP FUNCTION catalog_seal_route() CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0022_seal_refuses_truncate'),
        ('organizations', '0010_watched'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, choices=[('province', 'province'), ('district', 'district'), ('commune', 'commune')], default='', max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Dự thảo'), ('published', 'Đã phê duyệt')], default='draft', max_length=10)),
                ('effective_from', models.DateField(blank=True, null=True)),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('decision_number', models.CharField(blank=True, default='', max_length=80)),
                ('decision_on', models.DateField(blank=True, null=True)),
                ('decision_signer', models.CharField(blank=True, default='', max_length=200)),
                ('written_at', models.DateTimeField()),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='organizations.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routes', to='catalog.case')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RouteStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=1000)),
                ('work', models.CharField(choices=[('receive', 'receive'), ('assign', 'assign'), ('assess', 'assess'), ('inspect', 'inspect'), ('draft', 'draft'), ('review', 'review'), ('sign', 'sign'), ('issue', 'issue'), ('return_result', 'return_result')], max_length=14)),
                ('unit', models.CharField(blank=True, choices=[('', ''), ('one_stop', 'one_stop'), ('professional', 'professional'), ('registry', 'registry'), ('leaders', 'leaders')], max_length=14)),
                ('post', models.CharField(blank=True, choices=[('', ''), ('clerk', 'clerk'), ('officer', 'officer'), ('leader', 'leader')], max_length=8)),
                ('time_amount', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('time_unit', models.CharField(blank=True, choices=[('minutes', 'minutes'), ('working_hours', 'working_hours'), ('half_days', 'half_days'), ('working_days', 'working_days'), ('calendar_days', 'calendar_days')], max_length=16)),
                ('within_amount', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('within_unit', models.CharField(blank=True, choices=[('minutes', 'minutes'), ('working_hours', 'working_hours'), ('half_days', 'half_days'), ('working_days', 'working_days'), ('calendar_days', 'calendar_days')], max_length=16)),
                ('result', models.CharField(blank=True, default='', max_length=1000)),
                ('may_consult', models.BooleanField(default=False)),
                ('may_return', models.BooleanField(default=False)),
                ('must_attach', models.BooleanField(default=False)),
                ('must_sign', models.BooleanField(default=False)),
                ('on_ministry_system', models.BooleanField(default=False)),
                ('ways', models.JSONField(default=list)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='catalog.route')),
            ],
            options={
                'ordering': ['route_id', 'order'],
            },
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.UniqueConstraint(fields=('case', 'agency', 'level', 'number'), name='route_number_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('case', 'agency', 'level'), name='one_draft_route', nulls_distinct=False, violation_error_message='Đang có một dự thảo của quy trình này.'),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.UniqueConstraint(condition=models.Q(('effective_to__isnull', True), ('state', 'published')), fields=('case', 'agency', 'level'), name='one_open_route', nulls_distinct=False, violation_error_message='Đang có một quy trình còn hiệu lực.'),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.CheckConstraint(condition=models.Q(('agency__isnull', True), ('level', ''), _connector='OR'), name='route_of_one_agency_or_one_level', violation_error_message='Chọn một cơ quan hoặc một cấp, không chọn cả hai.'),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effective_to__isnull', True), ('state', 'draft')), models.Q(models.Q(('decision_number', ''), _negated=True), ('decision_on__isnull', False), ('effective_from__isnull', False), ('state', 'published')), _connector='OR'), name='published_route_has_a_decision', violation_error_message='Quy trình đã phê duyệt phải có quyết định và ngày.'),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', django.db.models.expressions.CombinedExpression(models.F('effective_from'), '-', models.Value(datetime.timedelta(days=1)))), _connector='OR'), name='route_ends_after_it_begins', violation_error_message='Ngày hết hiệu lực phải sau ngày có hiệu lực.'),
        ),
        migrations.AddConstraint(
            model_name='routestep',
            constraint=models.UniqueConstraint(fields=('route', 'order'), name='route_step_order_unique'),
        ),
        migrations.AddConstraint(
            model_name='routestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('time_amount__isnull', True), ('time_unit', '')), models.Q(('time_amount__gte', 1), models.Q(('time_unit', ''), _negated=True)), _connector='OR'), name='step_time_has_its_unit', violation_error_message='Thời gian của bước phải có cả số lượng và đơn vị.'),
        ),
        migrations.AddConstraint(
            model_name='routestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('within_amount__isnull', True), ('within_unit', '')), models.Q(('within_amount__gte', 1), models.Q(('within_unit', ''), _negated=True)), _connector='OR'), name='step_within_has_its_unit', violation_error_message='Thời hạn ở cơ quan khác phải có cả số lượng và đơn vị.'),
        ),
        migrations.RunSQL(SEAL, UNSEAL),
    ]
