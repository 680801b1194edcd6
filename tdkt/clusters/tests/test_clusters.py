"""A cluster belongs to its year; its organiser writes it down."""

import datetime as dt
from typing import Any

import pytest

from tdkt.clusters.domain import CannotFormCluster, CannotRank, Standing, form_cluster, rank_members
from tdkt.clusters.models import Cluster
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_cluster_is_formed_once_a_year_and_ranked(cast: Cast, now: dt.datetime) -> None:
    words: dict[str, Any] = {
        "now": now, "year": 2023, "name": "Cụm thi đua số 1", "kind": "cluster", "organiser": cast.province,
        "members": {cast.office: "head"},
    }  # fmt: skip
    with pytest.raises(CannotFormCluster):
        form_cluster(actor=cast.stranger, **words)
    cluster = form_cluster(actor=cast.province_officer, **words)
    with pytest.raises(CannotFormCluster, match="đã có"):
        form_cluster(actor=cast.province_officer, **words)
    place: dict[str, Any] = {"now": now, "cluster": cluster, "keeper": cast.province}
    for actor, standings in (
        (cast.stranger, {cast.office: Standing(1)}),
        (cast.province_officer, {cast.elsewhere: Standing(1)}),
        (cast.province_officer, {cast.office: Standing(1, votes_for=9, votes_total=7)}),
    ):
        with pytest.raises(CannotRank):
            rank_members(actor=actor, standings=standings, **place)
    rank_members(actor=cast.province_officer, standings={cast.office: Standing(1, 7, 7)}, **place)
    assert list(cluster.members.values_list("rank", "votes_for", "votes_total")) == [(1, 7, 7)]
    assert Cluster.objects.count() == 1


def test_two_heads_are_refused(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(CannotFormCluster, match="một đơn vị làm trưởng"):
        form_cluster(
            actor=cast.province_officer, now=now, year=2023, name="Cụm", kind="cluster", organiser=cast.province,
            members={cast.office: "head", cast.province: "head"},
        )  # fmt: skip
