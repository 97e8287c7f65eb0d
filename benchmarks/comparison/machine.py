"""What this machine has: the build, the tools beside the project, packages; and what it is."""
import ctypes
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
JAR = TOP / "benchmarks/target/benchmarks.jar"
WORK = TOP / "benchmarks/target/compare"
SHARED = Path(os.environ.get("FRAMECAST_SHARED", TOP.parent / "shared"))
CAMERAS = SHARED / "cameras"
PACKAGES = {"ustreamer": "ustreamer", "ffmpeg": "ffmpeg", "gcc": "gcc libc6-dev", "cjpeg": "libjpeg-turbo-progs"}
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
    WORK.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as an interrupt: what was started is ended
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.environ["OPENCV_LOG_LEVEL"] = "ERROR"
    if not JAR.exists():
        say("building, once")
        subprocess.run(["mvn", "-q", "-B", "-Dmaven.test.skip", "-pl", "benchmarks", "-am", "package"],
                       cwd=TOP, check=True, stdout=sys.stderr)
    wanted = " ".join(package for command, package in PACKAGES.items() if not shutil.which(command))
    if "jmh" not in options.what and not has_django():
        wanted += " python3-django python3-opencv"
    if wanted:
        install(wanted.split())


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
    return (CAMERAS / "with-webcams").exists() and shutil.which("gcc") and shutil.which("ffmpeg")


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
        subprocess.run([CAMERAS / "with-webcams", "true"], check=True)
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


def resident(pid):
    """Bytes of a process in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def describe():
    """One line about the machine."""
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = subprocess.run(java("None")[:1] + ["-version"], capture_output=True, text=True).stderr.splitlines()
    return (f"{os.cpu_count()} x {model}, {memory:.0f} GB, {platform.system()} {platform.release()}, "
            f"{version[0] if version else 'no Java'}")
