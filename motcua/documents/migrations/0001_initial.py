import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organizations", "0010_watched"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("size", models.BigIntegerField(verbose_name="Dung lượng")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("image/jpeg", "JPEG"),
                            ("image/png", "PNG"),
                            ("image/tiff", "TIFF"),
                            (
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                "DOCX",
                            ),
                            (
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                "XLSX",
                            ),
                        ],
                        max_length=100,
                    ),
                ),
                ("pages", models.PositiveIntegerField(null=True, verbose_name="Số trang")),
                ("stored_at", models.DateTimeField(verbose_name="Lưu lúc")),
                ("looked_through", models.BooleanField(verbose_name="Đã quét mã độc")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="file_digest_is_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="file_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=1000, verbose_name="Tên giấy tờ")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("scanned", "Số hóa tại quầy"),
                            ("submitted", "Người nộp gửi"),
                            ("reused", "Dùng lại"),
                            ("database", "Từ cơ sở dữ liệu"),
                            ("citizen_store", "Từ kho của công dân"),
                            ("old_result", "Kết quả cũ số hóa"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "verified",
                    models.BooleanField(default=False, verbose_name="Đã đối chiếu bản chính"),
                ),
                (
                    "pages_told",
                    models.PositiveIntegerField(null=True, verbose_name="Số trang đếm được"),
                ),
                ("taken_at", models.DateTimeField(verbose_name="Nhận lúc")),
                ("taken_on", models.DateField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.agency",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="documents.file",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_papers",
                        to="people.party",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="documents.paper",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ nhận dạng chữ"),
                            ("read", "Tìm được theo nội dung"),
                            ("failed", "Không nhận dạng được chữ"),
                            ("no_program", "Máy chủ chưa cài phần mềm nhận dạng chữ"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "archive",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="documents.file",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.file",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="documents.paper",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["agency", "taken_on", "origin"], name="paper_counted"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "reused"), ("source__isnull", False)),
                    models.Q(
                        models.Q(("origin", "reused"), _negated=True), ("source__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="paper_reused_names_its_source",
                violation_error_message="Giấy tờ dùng lại phải ghi từ giấy tờ nào.",
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    django.db.models.functions.text.Substr("words", 1, 400000), config="simple"
                ),
                name="reading_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                fields=("paper", "place"), name="one_picture_per_place"
            ),
        ),
        append_only.Seal("documents_file"),
        append_only.Seal("documents_paper"),
        append_only.Seal("documents_sheet"),
    ]
