import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("people", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lập lúc")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                (
                    "kind",
                    models.CharField(
                        choices=[("grant", "Khen thưởng"), ("cancel", "Hủy bỏ, thu hồi")],
                        default="grant",
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("signed_on", models.DateField(verbose_name="ngày ký")),
                ("title", models.CharField(max_length=500, verbose_name="trích yếu")),
                (
                    "issuer_level",
                    models.CharField(
                        choices=[
                            ("unit", "Thủ trưởng đơn vị"),
                            ("ministry", "Viện trưởng VKSND tối cao"),
                            ("province", "Chủ tịch UBND tỉnh"),
                            ("mass_organisation", "Tổ chức chính trị - xã hội"),
                            ("prime_minister", "Thủ tướng Chính phủ"),
                            ("president", "Chủ tịch nước"),
                        ],
                        max_length=20,
                        verbose_name="cấp quyết định",
                    ),
                ),
                ("issuer_name", models.CharField(max_length=200, verbose_name="người, cơ quan quyết định")),
                ("signer_name", models.CharField(blank=True, max_length=120, verbose_name="người ký")),
                ("signer_title", models.CharField(blank=True, max_length=120, verbose_name="chức vụ người ký")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "issuer_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="units.unit",
                        verbose_name="đơn vị ban hành",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định",
                "ordering": ["-signed_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lập lúc")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                ("code", models.CharField(db_index=True, max_length=12, verbose_name="danh hiệu, hình thức")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cong_trang", "Công trạng"),
                            ("dot_xuat", "Đột xuất"),
                            ("phong_trao", "Phong trào thi đua"),
                            ("cong_hien", "Quá trình cống hiến"),
                            ("nien_han", "Niên hạn"),
                            ("doi_ngoai", "Đối ngoại"),
                        ],
                        default="cong_trang",
                        max_length=12,
                        verbose_name="loại hình",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("grade", "Hoàn thành xuất sắc nhiệm vụ"),
                            ("initiative", "Sáng kiến, đề tài"),
                            ("sudden_merit", "Thành tích đột xuất"),
                        ],
                        max_length=16,
                        verbose_name="đạt bằng",
                    ),
                ),
                ("achievement", models.CharField(blank=True, max_length=500, verbose_name="thành tích")),
                ("period_from", models.PositiveSmallIntegerField(verbose_name="từ năm")),
                ("period_to", models.PositiveSmallIntegerField(verbose_name="đến năm")),
                ("unit_name_then", models.CharField(max_length=300, verbose_name="tên đơn vị lúc đó")),
                ("position_then", models.CharField(blank=True, max_length=120, verbose_name="chức vụ lúc đó")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Đã đề nghị"), ("granted", "Đã tặng"), ("refused", "Không được tặng")],
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        choices=[
                            ("unit", "Thủ trưởng đơn vị"),
                            ("ministry", "Viện trưởng VKSND tối cao"),
                            ("province", "Chủ tịch UBND tỉnh"),
                            ("mass_organisation", "Tổ chức chính trị - xã hội"),
                            ("prime_minister", "Thủ tướng Chính phủ"),
                            ("president", "Chủ tịch nước"),
                        ],
                        max_length=20,
                        verbose_name="cấp quyết định",
                    ),
                ),
                ("proposed_on", models.DateField(blank=True, null=True, verbose_name="ngày đề nghị")),
                ("proposal_number", models.CharField(blank=True, max_length=60, verbose_name="số tờ trình")),
                ("bonus", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="tiền thưởng (đồng)")),
                ("receipt", models.JSONField(blank=True, default=dict)),
                (
                    "host_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted_awards",
                        to="units.unit",
                        verbose_name="đơn vị lúc được khen",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="units.unit",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancels",
                        to="awards.decision",
                        verbose_name="bị hủy theo",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.decision",
                        verbose_name="quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng khen thưởng",
                "ordering": ["-period_to", "code", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="decision_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("issuer_name", "number", "signed_on"),
                name="decision_number_once",
                violation_error_message="Số quyết định này đã có trong sổ; hãy kiểm tra lại số và ngày ký.",
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["host_unit", "period_to", "code"], name="awards_awar_host_un_74443c_idx"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["person", "code", "period_to"], name="awards_awar_person__efa685_idx"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["unit", "code", "period_to"], name="awards_awar_unit_id_0f9504_idx"),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", False), ("unit__isnull", True)),
                    models.Q(("person__isnull", True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="award_has_one_subject",
                violation_error_message="Phải chọn đúng một: cá nhân hoặc tập thể.",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_from__gte", 1945), ("period_to__gte", models.F("period_from")), ("period_to__lte", 2100)
                ),
                name="award_period_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("status", "granted")),
                    models.Q(models.Q(("status", "granted"), _negated=True), ("decision__isnull", True)),
                    _connector="OR",
                ),
                name="award_granted_exactly_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_by__isnull", True), ("status", "granted"), _connector="OR"),
                name="award_cancelled_only_if_granted",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                fields=("decision", "person", "code", "period_to", "basis"), name="award_once_a_decision_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                fields=("decision", "unit", "code", "period_to", "basis"), name="award_once_a_decision_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("cancelled_by__isnull", True),
                    ("code__in", ["LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDB", "CTDCP"]),
                    ("status", "granted"),
                ),
                fields=("person", "code", "period_to", "decided_by"),
                name="award_title_stands_once_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("cancelled_by__isnull", True),
                    ("code__in", ["LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDB", "CTDCP"]),
                    ("status", "granted"),
                ),
                fields=("unit", "code", "period_to", "decided_by"),
                name="award_title_stands_once_unit",
            ),
        ),
    ]
