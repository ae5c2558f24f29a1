"""Old results digitised by plan; the database refuses to change what is sealed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SEAL = """
CREATE OR REPLACE FUNCTION motcua_old_results_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held_batch bigint;
BEGIN
    IF TG_TABLE_NAME = 'dossiers_oldresultbatch' THEN
        held_batch := OLD.id;
    ELSIF TG_OP = 'INSERT' THEN
        held_batch := NEW.batch_id;
    ELSE
        held_batch := OLD.batch_id;
    END IF;
    IF EXISTS (SELECT 1 FROM dossiers_oldresultbatch WHERE id = held_batch AND state = 'sealed') THEN
        RAISE EXCEPTION 'Đợt kết quả cũ đã niêm phong: không được sửa, xóa (%).', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER old_results_sealed BEFORE INSERT OR UPDATE OR DELETE ON dossiers_oldresult
    FOR EACH ROW EXECUTE FUNCTION motcua_old_results_sealed();
CREATE TRIGGER old_result_batches_sealed BEFORE UPDATE OR DELETE ON dossiers_oldresultbatch
    FOR EACH ROW EXECUTE FUNCTION motcua_old_results_sealed();
"""
UNSEAL = """
DROP TRIGGER old_result_batches_sealed ON dossiers_oldresultbatch;
DROP TRIGGER old_results_sealed ON dossiers_oldresult;
DROP FUNCTION motcua_old_results_sealed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0024_watch_internal_processes'),
        ('documents', '0003_signer_certificates'),
        ('dossiers', '0025_fast_lane'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OldResultBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Tên đợt')),
                ('state', models.CharField(choices=[('collecting', 'Đang thêm tệp'), ('checking', 'Chờ người thứ hai kiểm tra'), ('sealed', 'Đã niêm phong, lưu kho')], default='collecting', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('sealed_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='old_result_batches', to='organizations.agency')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OldResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('file_name', models.CharField(max_length=200)),
                ('number', models.CharField(max_length=80)),
                ('dated_on', models.DateField()),
                ('title', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('person', 'Cá nhân'), ('organisation', 'Tổ chức, doanh nghiệp')], max_length=12)),
                ('name', models.CharField(max_length=300)),
                ('identity_kind', models.CharField(choices=[('citizen_id', 'citizen_id'), ('old_id', 'old_id'), ('passport', 'passport'), ('tax_code', 'tax_code'), ('enterprise_code', 'enterprise_code'), ('none_yet', 'none_yet')], max_length=16)),
                ('identity_value', models.CharField(max_length=40)),
                ('born_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Chờ kiểm tra'), ('right', 'Đúng'), ('wrong', 'Sai, không lưu')], default='waiting', max_length=8)),
                ('remark', models.CharField(blank=True, default='', max_length=300)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('paper', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='old_result', to='documents.paper')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.procedure')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='dossiers.oldresultbatch')),
            ],
        ),
        migrations.AddConstraint(
            model_name='oldresultbatch',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('made_by')), _negated=True), _connector='OR'), name='old_results_are_checked_by_a_second_person', violation_error_message='Người kiểm tra phải khác người lập đợt.'),
        ),
        migrations.AddConstraint(
            model_name='oldresultbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sealed'), _negated=True), models.Q(('checked_by__isnull', False), ('sealed_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='old_results_are_sealed_by_somebody', violation_error_message='Đợt đã niêm phong phải có người kiểm tra.'),
        ),
        migrations.AddConstraint(
            model_name='oldresult',
            constraint=models.UniqueConstraint(fields=('batch', 'row'), name='old_result_row'),
        ),
        migrations.AddConstraint(
            model_name='oldresult',
            constraint=models.UniqueConstraint(fields=('batch', 'file_name'), name='old_result_file'),
        ),
        migrations.AddConstraint(
            model_name='oldresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'wrong'), _negated=True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='old_result_wrong_says_why', violation_error_message='Hãy ghi sai ở chỗ nào.'),
        ),
        migrations.RunSQL(SEAL, UNSEAL),
    ]
