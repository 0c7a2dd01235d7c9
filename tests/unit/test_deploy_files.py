"""Container, compose file and manifests: what they name exists, fits together and is what the code reads."""

import fnmatch
import os
import re
import subprocess
import sys
import time
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from streamlit import config

import dlplay
from deploy import packages, seats
from dlplay.jobs import member
from dlplay.ui import health, shield

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict] = COMPOSE["services"]
MANIFESTS: list[dict] = [
    one
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
PODS = {one["metadata"]["name"]: one["spec"] for one in MANIFESTS if "template" in one.get("spec", {})}
CONTAINERS = {name: spec["template"]["spec"]["containers"][0] for name, spec in PODS.items()}
CODE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dlplay").rglob("*.py"))


def lines(word: str) -> list[str]:
    """What stands behind an instruction of the Containerfile, wherever it is given."""
    return re.findall(rf"^{word} (.*)$", CONTAINER, re.MULTILINE)


def kind(name: str) -> dict[str, dict]:
    return {one["metadata"]["name"]: one for one in MANIFESTS if one["kind"] == name}


# --- the container


def copied() -> list[str]:
    named = [line.split() for line in lines("COPY") if not line.startswith("--from")]
    return [source for *sources, _ in named for source in sources]


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_exists_and_is_sent_to_the_builder(source: str) -> None:
    assert (ROOT / source).exists()
    first, *kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert first == "*"
    assert any(fnmatch.fnmatch(source, one.removeprefix("!")) for one in kept if one.startswith("!"))


def test_nothing_that_the_app_reads_is_left_out() -> None:
    tops = {path.parts[0] for path in map(Path, copied())}
    named = re.findall(r'(?:ROOT|parents\[\d\]) / "([\w.]+)', CODE)
    assert {name.split("/")[0] for name in named} <= tops | {"README.md"}
    assert {".streamlit", "app.py", "assets", "dlplay", "lessons", "pages"} <= tops


def test_its_python_is_one_that_the_project_supports() -> None:
    version = re.search(r"BASE=\S+/python:([\d.]+)-", CONTAINER)
    assert version
    assert version[1] in SpecifierSet(PROJECT["requires-python"])
    assert f"python:{version[1]}-" in COMPOSE["x-build"]["args"]["BASE"]
    assert f'version="{dlplay.__version__}"' in CONTAINER


def test_it_is_nobody_special_and_asks_for_its_health_where_that_is_told() -> None:
    assert lines("USER") == ["10001:10001"]
    house, *later = re.split(r"^FROM \S+ AS ", CONTAINER.partition("AS house")[2], flags=re.MULTILINE)
    assert "USER" in house
    assert [one.split()[0] for one in later] == ["worker", "web"]  # both come from it
    (check,) = re.findall(r"HEALTHCHECK.*?CMD (\[.*?\])$", CONTAINER, re.MULTILINE)
    assert f"/{health.PLACE}" in check
    assert f"STREAMLIT_SERVER_PORT={lines('EXPOSE')[0]}" in CONTAINER


def test_what_serves_pages_has_all_but_what_trains() -> None:
    names = {Requirement(one).name for one in packages.packages(PROJECT)}
    every = {Requirement(one).name for one in PROJECT["dependencies"]}
    assert every - names == {"tensorflow", "tensorflow-cpu", "keras"}
    assert names - every == {"psycopg", "psycopg-binary"}


# --- what containers are told


def told() -> set[str]:
    found = set(re.findall(r"\b((?:DLPLAY|STREAMLIT|FORWARDED)_[A-Z_]+)(?==)", CONTAINER))
    found |= set(chain(*(one.get("environment", {}) for one in SERVICES.values())))
    found |= {one["name"] for container in CONTAINERS.values() for one in container.get("env", [])}
    return {name for name in found if not name.startswith("POSTGRES_")}


@pytest.mark.parametrize("name", sorted(told()))
def test_every_name_of_the_environment_is_read(name: str) -> None:
    config.get_option("server.port")  # fills the list of options
    options = {option.env_var for option in config._config_options_template.values()}
    assert f'"{name}"' in CODE or name in options or name == "FORWARDED_ALLOW_IPS"  # uvicorn's


def modules() -> list[str]:
    commands = [*(one.get("command", []) for one in (*SERVICES.values(), *CONTAINERS.values()))]
    commands += [re.findall(r'"([^"]+)"', line) for line in lines("CMD")]
    return [command[command.index("-m") + 1] for command in commands if "-m" in command]


def test_the_bounds_that_are_told_are_those_of_the_processes() -> None:
    told = re.search(
        r"takes (\d+) open pages, (\d+) of one address, where one process alone takes (\d+)",
        (DEPLOY / "replicas.md").read_text(encoding="utf-8"),
    )
    assert told
    name = shield.OF_ONE_ADDRESS
    (here,) = {one["environment"][name] for key, one in SERVICES.items() if key.startswith("web-")}
    (there,) = (one["value"] for one in PARTS["web"]["env"] if one["name"] == name)
    assert here == there
    assert told.groups() == (str(shield.MOST_CONNECTIONS), here, str(shield.MOST_OF_ONE_ADDRESS))
    assert shield.MOST_OF_ONE_ADDRESS < int(here) < shield.MOST_CONNECTIONS


def test_the_proxy_bounds_what_one_address_has_open() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    most = re.search(r"_stcore/stream\$ \{[^}]*limit_conn dlplay_pages (\d+);", text)
    told = (DEPLOY / "replicas.md").read_text(encoding="utf-8")
    assert most
    assert f"{int(most[1]):,} open pages from one address" in told
    assert re.search(r"limit_conn_zone \$dlplay_from zone=dlplay_pages:", text)


def test_every_command_is_a_module_of_ours() -> None:
    assert {*modules()} == {"dlplay.jobs.member"}
    assert (ROOT / "dlplay/jobs/member.py").is_file()


# --- compose


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_do_little_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    assert "mem_limit" in service
    assert "tmpfs" in service
    assert service.get("user", "10001") != "root"
    assert "healthcheck" in service or service["image"] == "dlplay-web"


def test_a_service_uses_only_what_is_declared() -> None:
    for service in SERVICES.values():
        assert {*service.get("secrets", [])} <= {*COMPOSE["secrets"]}
        assert {*service["networks"]} <= {*COMPOSE["networks"]}
        assert {*service.get("depends_on", {})} <= {*SERVICES}
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / source).is_file()
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert {*SERVICES["database"]["networks"]} == {*SERVICES["worker"]["networks"]} == {"inside"}
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_no_secret_stands_in_it() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/deploy/.env", "/deploy/secrets/"} <= {*ignored}
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "DATABASE" in name:
                assert "${DLPLAY_DATABASE_PASSWORD:?" in value


def test_the_proxy_knows_every_web_process_and_they_trust_it_alone() -> None:
    web = {name: one for name, one in SERVICES.items() if name.startswith("web-")}
    servers = [f"{name}:{one['environment']['STREAMLIT_SERVER_PORT']}" for name, one in web.items()]
    assert (DEPLOY / "seats.conf").read_text(encoding="utf-8") == seats.seats(servers, [])
    proxy = SERVICES["proxy"]
    addresses = [one["networks"]["front"]["ipv4_address"] for one in (proxy, *web.values())]
    assert len({*addresses}) == len(addresses)
    assert {one["environment"]["FORWARDED_ALLOW_IPS"] for one in web.values()} == {addresses[0]}
    listens = re.search(r"listen (\d+) ", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert listens
    assert proxy["ports"] == ["${DLPLAY_PORT:-8080}:" + listens[1]]
    assert {*proxy["depends_on"]} == {*web}


# --- Kubernetes


def test_the_list_of_manifests_is_whole() -> None:
    listed = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text(encoding="utf-8"))
    assert {*listed["resources"]} == {
        f"kubernetes/{one.name}" for one in (DEPLOY / "kubernetes").glob("*.yaml")
    }
    (config_map,) = listed["configMapGenerator"]
    assert all((DEPLOY / file.rpartition("=")[2]).is_file() for file in config_map["files"])
    images = {container["image"] for container in CONTAINERS.values()}
    assert images == {image["name"] for image in listed["images"]}


@pytest.mark.parametrize("name", PODS)
def test_a_pod_can_do_little(name: str) -> None:
    pod, container = PODS[name]["template"]["spec"], CONTAINERS[name]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    narrow = {"readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False}
    assert container["securityContext"] == narrow | {"capabilities": {"drop": ["ALL"]}}
    assert "memory" in container["resources"]["limits"]
    assert (
        PODS[name]["selector"]["matchLabels"].items() <= PODS[name]["template"]["metadata"]["labels"].items()
    )
    volumes = {volume["name"] for volume in pod["volumes"]}
    assert {mount["name"] for mount in container["volumeMounts"]} <= volumes


def test_no_secret_stands_in_the_manifests_and_each_is_made_as_the_page_says() -> None:
    asked = {}
    for name, container in CONTAINERS.items():
        for one in container.get("env", []):
            if re.search("TOKEN|PASSWORD|DATABASE", one["name"]):
                assert "value" not in one
                secret = one["valueFrom"]["secretKeyRef"]
                asked[name, one["name"]] = (secret["name"], secret["key"], secret.get("optional", False))
    assert asked == {
        ("dlplay-web", "DLPLAY_DATABASE_URL"): ("dlplay-database", "url", False),
        ("dlplay-web", "DLPLAY_METRICS_TOKEN"): ("dlplay-metrics", "token", True),
    }
    volumes = chain(*(spec["template"]["spec"]["volumes"] for spec in PODS.values()))
    mounted = {one["secret"]["secretName"] for one in volumes if "secret" in one}
    page = (DEPLOY / "replicas.md").read_text(encoding="utf-8")
    made = set(re.findall(r"create secret \w+ (\S+)", page))
    assert made == mounted | {name for name, *_ in asked.values()}
    assert all(f" {name} --from-literal {key}=" in page for name, key, _ in asked.values())


PARTS = {spec["selector"]["matchLabels"]["part"]: CONTAINERS[name] for name, spec in PODS.items()}


def port_of(name: str, part: str) -> int:
    """The number behind the name of a container's port."""
    return {one["name"]: one["containerPort"] for one in PARTS[part]["ports"]}[name]


def test_services_lead_to_pods_and_the_policies_let_them() -> None:
    allowed: dict[str, Any] = {
        one["spec"]["podSelector"]["matchLabels"]["part"]: one["spec"]["ingress"]
        for one in kind("NetworkPolicy").values()
        if one["spec"]["podSelector"]
    }
    for service in kind("Service").values():
        part = service["spec"]["selector"]["part"]
        (port,) = service["spec"]["ports"]
        assert {one["port"] for rule in allowed[part] for one in rule["ports"]} == {
            port_of(port["targetPort"], part)
        }
    for container in CONTAINERS.values():
        assert "livenessProbe" in container
        for probe in (one for name, one in container.items() if name.endswith("Probe") and "exec" not in one):
            to = probe.get("httpGet") or probe["tcpSocket"]
            assert to.get("path", f"/{health.PLACE}") == f"/{health.PLACE}"
            assert to["port"] in {one["name"] for one in container["ports"]}
    (path,) = kind("Ingress")["dlplay"]["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"]["service"]["name"] in kind("Service")


def test_a_worker_is_asked_for_the_file_that_it_touches(tmp_path: Path) -> None:
    service, container = SERVICES["worker"], PARTS["worker"]
    (probe,) = {
        tuple(service["healthcheck"]["test"][1:]),
        tuple(container["livenessProbe"]["exec"]["command"]),
    }
    assert service["command"] == container["command"]
    *_, option, file = container["command"]
    assert option == "--alive"
    touched = tmp_path / "alive"
    asked = [sys.executable, *probe[1:-1], probe[-1].replace(file, str(touched))]
    assert str(touched) in asked[-1]
    for age, answer in ((None, 1), (3 * member.BEAT, 0), (200, 1)):
        if age is not None:
            touched.touch()
            os.utime(touched, (time.time() - age,) * 2)
        assert subprocess.run(asked, stderr=subprocess.DEVNULL).returncode == answer


def test_every_pod_that_serves_is_a_seat() -> None:
    (web,) = (one for one in kind("StatefulSet").values())
    names = [f"dlplay-web-{number}" for number in range(web["spec"]["replicas"])]
    servers = [f"{name}:{kind('Service')[name]['spec']['ports'][0]['port']}" for name in names]
    text = (DEPLOY / "kubernetes/seats.conf").read_text(encoding="utf-8")
    behind = re.findall(r"set_real_ip_from (\S+);", text)
    assert behind
    assert text == seats.seats(servers, behind)
    for name in names:
        selector = kind("Service")[name]["spec"]["selector"]
        assert selector["statefulset.kubernetes.io/pod-name"] == name


def test_the_scheduler_is_reached_by_its_service_everywhere() -> None:
    for containers, scheme in ((CONTAINERS, "tls://dlplay-scheduler:"), (SERVICES, "tls://scheduler:")):
        addresses = set()
        for one in containers.values():
            environment = one.get("environment") or {
                each["name"]: each.get("value") for each in one.get("env", [])
            }
            addresses |= {environment.get("DLPLAY_DASK_SCHEDULER")} - {None}
        assert addresses == {f"{scheme}8786"}
    assert kind("Service")["dlplay-scheduler"]["spec"]["ports"][0]["port"] == 8786
