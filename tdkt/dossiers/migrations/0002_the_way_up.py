import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0001_initial"),
        ("dossiers", "0001_initial"),
        ("people", "0001_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperExcuse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=24, verbose_name="giấy tờ theo quy định")),
                ("why", models.TextField(verbose_name="lý do")),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "verbose_name": "giải trình giấy tờ",
            },
        ),
        migrations.AddField(
            model_name="nomination",
            name="asked_code",
            field=models.CharField(blank=True, max_length=12, verbose_name="đơn vị đề nghị ban đầu"),
        ),
        migrations.AddField(
            model_name="nomination",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người thẩm định",
            ),
        ),
        migrations.AddField(
            model_name="nomination",
            name="came_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passed_on",
                to="dossiers.awardround",
                verbose_name="do đợt xét gửi lên",
            ),
        ),
        migrations.AddField(
            model_name="nominationpaper",
            name="key",
            field=models.CharField(blank=True, max_length=24, verbose_name="giấy tờ theo quy định"),
        ),
        migrations.AddField(
            model_name="steptaken",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="dossiers.awardround",
                verbose_name="tại đợt xét",
            ),
        ),
        migrations.AlterField(
            model_name="awardround",
            name="kind",
            field=models.CharField(
                choices=[
                    ("year_end", "Tổng kết năm"),
                    ("sudden", "Đột xuất"),
                    ("thematic", "Chuyên đề, theo đợt"),
                    ("long_service", "Niên hạn"),
                    ("retirement", "Quá trình cống hiến"),
                    ("external", "Đối ngoại"),
                    ("hero", "Danh hiệu Anh hùng"),
                    ("memorial", "Kỷ niệm chương"),
                ],
                default="year_end",
                max_length=12,
                verbose_name="loại đợt",
            ),
        ),
        migrations.AlterField(
            model_name="nomination",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Đang lập"),
                    ("sent", "Chờ thẩm định"),
                    ("taken_in", "Đã tiếp nhận, đang thẩm định"),
                    ("returned", "Trả lại để sửa"),
                    ("accepted", "Đạt thẩm định, chờ Hội đồng"),
                    ("passed", "Hội đồng thông qua"),
                    ("failed", "Hội đồng không thông qua"),
                    ("declined", "Không đề nghị khen thưởng"),
                    ("proposed", "Đã trình cấp trên"),
                    ("granted", "Đã có quyết định"),
                    ("refused", "Cấp trên không tặng"),
                    ("withdrawn", "Đã rút"),
                ],
                default="draft",
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AlterField(
            model_name="steptaken",
            name="target",
            field=models.CharField(
                choices=[
                    ("draft", "Đang lập"),
                    ("sent", "Chờ thẩm định"),
                    ("taken_in", "Đã tiếp nhận, đang thẩm định"),
                    ("returned", "Trả lại để sửa"),
                    ("accepted", "Đạt thẩm định, chờ Hội đồng"),
                    ("passed", "Hội đồng thông qua"),
                    ("failed", "Hội đồng không thông qua"),
                    ("declined", "Không đề nghị khen thưởng"),
                    ("proposed", "Đã trình cấp trên"),
                    ("granted", "Đã có quyết định"),
                    ("refused", "Cấp trên không tặng"),
                    ("withdrawn", "Đã rút"),
                ],
                max_length=10,
                verbose_name="trạng thái mới",
            ),
        ),
        migrations.AddIndex(
            model_name="steptaken",
            index=models.Index(fields=["round", "step"], name="dossiers_st_round_i_06767a_idx"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("came_from__isnull", True),
                    models.Q(("came_from", models.F("round")), _negated=True),
                    _connector="OR",
                ),
                name="nomination_climbs_to_another_round",
            ),
        ),
        migrations.AddField(
            model_name="paperexcuse",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="paperexcuse",
            name="nomination",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="paper_excuses", to="dossiers.nomination"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperexcuse",
            constraint=models.UniqueConstraint(
                fields=("nomination", "key"),
                name="paper_excused_once",
                violation_error_message="Giấy tờ này đã được giải trình.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperexcuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="paper_excuse_says_why"
            ),
        ),
    ]
