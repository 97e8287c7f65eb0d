"""What this machine has: the build, the tools beside the project, packages; and what it is."""
import ctypes
import fcntl
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
JAR = TOP / "benchmarks/target/benchmarks.jar"
WORK = TOP / "benchmarks/target/compare"
LOG = WORK / "server.log"
SHARED = Path(os.environ.get("FRAMECAST_SHARED", TOP.parent / "shared"))
CAMERAS = SHARED / "cameras"
PACKAGES = {"ustreamer": "ustreamer", "ffmpeg": "ffmpeg", "gcc": "gcc libc6-dev", "cjpeg": "libjpeg-turbo-progs"}
DJANGO_PACKAGES = "python3-django python3-opencv"
DJANGO = "/usr/bin/python3"  # the one that Debian's packages are for

PR_SET_PDEATHSIG = 1

_said = set()


def say(text):
    print(text, file=sys.stderr, flush=True)


def skip(what, why):
    """Says once that something is left out."""
    if what not in _said:
        _said.add(what)
        say(f"left out: {what} ({why})")


def prepare(options):
    begin_alone()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as an interrupt: what was started is ended
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.environ["OPENCV_LOG_LEVEL"] = "ERROR"
    if not shutil.which(java_program()):
        raise SystemExit(f"no Java: {java_program()} is not there; JAVA_HOME names a JDK, or PATH has java")
    if not is_built():
        build()
    if options.what == ["jmh"]:
        return
    wanted = " ".join(package for command, package in PACKAGES.items() if not shutil.which(command))
    if {"serve", "all"} & {*options.what} and not has_django():
        wanted += " " + DJANGO_PACKAGES
    if wanted:
        install(wanted.split())


def begin_alone():
    """Two comparisons at a time would measure each other, and take the same webcam."""
    try:
        WORK.mkdir(parents=True, exist_ok=True)
        lock = os.open(WORK / "lock", os.O_CREAT | os.O_RDWR)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # until this process ends
        LOG.write_bytes(b"")
    except BlockingIOError:
        raise SystemExit("another benchmarks/compare runs in this checkout: let it end first") from None
    except OSError as e:
        raise SystemExit(f"cannot write to {WORK}: {e.strerror}") from None


def is_built():
    """Whether the jar is newer than all that it is made of."""
    sources = (path for module in TOP.iterdir() for path in [module / "pom.xml", *module.glob("src/main/**/*")])
    return JAR.exists() and not any(
        path.is_file() and path.stat().st_mtime > JAR.stat().st_mtime for path in sources)


def build():
    if not shutil.which("mvn"):
        raise SystemExit(f"{JAR} is not there, or older than its sources, and there is no mvn to build it")
    say("building")
    done = subprocess.run(["mvn", "-q", "-B", "-Dmaven.test.skip", "-pl", "benchmarks", "-am", "package"],
                          cwd=TOP, stdout=sys.stderr)
    if done.returncode:
        raise SystemExit("the benchmarks could not be built: see above")


def install(packages):
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        skip(", ".join(packages), "cannot install: not root, or no apt-get")
        return
    say("installing " + " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=500", "-q"]
    done = subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], env=environment,
                          stdout=subprocess.DEVNULL)
    if done.returncode:
        subprocess.run([*apt, "update"], env=environment, stdout=subprocess.DEVNULL)
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], env=environment,
                       stdout=subprocess.DEVNULL)


def has_django():
    return os.path.exists(DJANGO) and not subprocess.run(
        [DJANGO, "-c", "import cv2, django"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def has_webcams():
    """Whether there is something that makes programs see webcams (Linux with gcc)."""
    return not without_webcams()


def without_webcams():
    """Why there are none; empty if there are."""
    if not (CAMERAS / "with-webcams").exists():
        return f"no webcams: no {CAMERAS / 'with-webcams'}"
    return "".join(f"no webcams: no {command} in PATH" for command in ("gcc", "ffmpeg") if not shutil.which(command))


def without_tool(name):
    source = SHARED / f"tools/{name}.c"
    return "no gcc in PATH" if source.exists() else f"no {source}"


def tool(name):
    """One of the C tools that lie beside the project, compiled; None where they do not."""
    source, program = SHARED / f"tools/{name}.c", WORK / name
    if not source.exists() or not shutil.which("gcc"):
        return None
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["gcc", "-O2", "-w", "-o", program, source], check=True)
    return program


def jpeg(size):
    """A JPEG of that size: the fake webcam's, or one of our own making."""
    if has_webcams():
        cache = Path(os.environ.get("FRAMECAST_CACHE", Path.home() / ".cache/framecast-webcams"))
        made = subprocess.run([CAMERAS / "with-webcams", "true"], capture_output=True, text=True)
        if made.returncode:
            raise SystemExit(f"{CAMERAS / 'with-webcams'} failed: {last_words(made.stderr)}")
        known = cache / f"jpegs/{size}/0000.jpg"
        if known.exists():
            return known
    made = WORK / f"{size}.jpg"
    if not made.exists():
        subprocess.run(java("MakeJpeg", size, made), check=True)
    return made


def java_program():
    """The java that is used."""
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


def jpeg_library():
    """
    What Java's ImageIO encodes JPEGs with. Most JDKs bring the libjpeg of 1998; those of Linux distributions use
    the system's libjpeg-turbo, which takes half the time.
    """
    if not shutil.which("ldd"):
        return "an unknown libjpeg"
    home = Path(shutil.which(java_program()) or "java").resolve().parents[1]
    linked = subprocess.run(["ldd", home / "lib/libjavajpeg.so"], capture_output=True, text=True).stdout
    return "libjpeg-turbo" if "libjpeg.so" in linked else "the JDK's libjpeg"


def java(program, *arguments, jvm=""):
    command = [java_program(), "-Djava.awt.headless=true", *jvm.split()]
    version = subprocess.run([command[0], "-version"], capture_output=True, text=True).stderr
    if int(version.split('"')[1].split(".")[0]) >= 22:
        command.append("--enable-native-access=ALL-UNNAMED")
    return [*command, "-cp", str(JAR), f"dev.framecast.benchmarks.serving.{program}", *map(str, arguments)]


def end_with_us():
    """In a new process: it ends when this one does, however that happens (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port():
    """For servers that cannot choose one themselves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def thread_nanos(*pids):
    """Name and processor time of each thread of these processes."""
    spent = {}
    for task in (task for pid in pids for task in Path(f"/proc/{pid}/task").iterdir()):
        try:
            nanos = int((task / "schedstat").read_text().split()[0])
            spent[int(task.name)] = (task / "comm").read_text().strip(), nanos
        except OSError:
            pass  # it has ended
    return spent


def resident(pid, what="VmRSS"):
    """Bytes of a process in memory; VmHWM: at most so far."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(what + ":"))


def last_words(text):
    return "; ".join(text.strip().splitlines()[-2:]) or "it said nothing"


def describe():
    """One line about the machine."""
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} x {model}, {memory:.0f} GB, {platform.system()} {platform.release()}"


VERSIONS = {
    "uStreamer": ["ustreamer", "--version"],
    "ffmpeg": ["ffmpeg", "-version"],
    "Django": [DJANGO, "-c", "import django; print(django.__version__)"],
    "OpenCV": [DJANGO, "-c", "import cv2; print(cv2.__version__)"],
}


def stamp(tools=()):
    """One line: when, of what and with what a table was made."""
    commit = first_line(["git", "-C", TOP, "describe", "--always", "--dirty=, changed"])
    java_version = first_line([java_program(), "-version"])
    versions = [f"{tool} {first_line(VERSIONS[tool]).removeprefix('ffmpeg version ').split(' ')[0]}"
                for tool in tools if shutil.which(VERSIONS[tool][0])]
    return f"*{time.strftime('%Y-%m-%d')}, commit {commit}; {', '.join([java_version, *versions])}.*"


def first_line(command):
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        return ((done.stdout or done.stderr).splitlines() or ["unknown"])[0]
    except OSError:
        return "unknown"
