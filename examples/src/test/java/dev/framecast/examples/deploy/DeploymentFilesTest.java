package dev.framecast.examples.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.framecast.examples.wall.HealthCheck;
import dev.framecast.examples.wall.Wall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** What examples/deploy and docs/deployment.md say is what the wall and the JVM understand. */
class DeploymentFilesTest {
  private static final Path TOP = Path.of("..");
  private static final Path FOLDER = TOP.resolve("examples/deploy");
  private static final String PAGE = read(TOP.resolve("docs/deployment.md"));
  private static final Pattern BLOCK =
      Pattern.compile("<!-- from (\\S+) -->\n```\\w+\n(.*?)\n```", Pattern.DOTALL);

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  /** A file without its comments, and with lines that go on joined. */
  private static String joined(String text) {
    return text.replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\s*\\\\\n\\s*", " ");
  }

  /** The one line of a file that begins with that, without it. */
  private static String line(String file, String begin) {
    List<String> lines =
        joined(read(FOLDER.resolve(file))).lines().filter(line -> line.startsWith(begin)).toList();
    assertThat(lines).as("%s... in %s", begin, file).hasSize(1);
    return lines.get(0).substring(begin.length());
  }

  private static void assertTheWallTakes(List<String> arguments) {
    assertThat(arguments).isNotEmpty();
    assertThatCode(() -> new CommandLine(new Wall()).parseArgs(arguments.toArray(new String[0])))
        .as(String.join(" ", arguments))
        .doesNotThrowAnyException();
  }

  private static void assertTheJvmTakes(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-version");
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
  }

  private static void assertIsTheHealthCheck(List<String> command) {
    assertThat(command)
        .containsExactly(
            "java",
            "-cp",
            "/opt/framecast/wall.jar",
            HealthCheck.class.getName(),
            "http://127.0.0.1:8080/");
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.strip().split("\\s+", -1));
  }

  @SuppressWarnings("unchecked") // a list of strings in brackets is YAML, too
  private static List<String> list(String text) {
    return (List<String>) yaml().load(text);
  }

  private static Yaml yaml() {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(strict));
  }

  /** What is at the end of these keys and indexes. */
  private static Object at(Object document, Object... path) {
    Object found = document;
    for (Object key : path) {
      found =
          key instanceof Integer index
              ? ((List<?>) found).get(index)
              : ((Map<?, ?>) found).get(key);
      assertThat(found).as("%s of %s", key, Arrays.toString(path)).isNotNull();
    }
    return found;
  }

  private static List<Object> kubernetes() {
    List<Object> documents = new ArrayList<>();
    yaml().loadAll(read(FOLDER.resolve("kubernetes.yaml"))).forEach(documents::add);
    return documents;
  }

  @Test
  void theUnitStartsTheWallWithOptionsThatItHas() throws Exception {
    List<String> command = words(line("framecast-wall.service", "ExecStart="));
    assertThat(command.get(0)).isEqualTo("/usr/bin/java");
    int jar = command.indexOf("-jar");
    assertThat(command.get(jar + 1)).isEqualTo("/opt/framecast/wall.jar");
    assertTheJvmTakes(command.subList(1, jar));
    assertTheWallTakes(command.subList(jar + 2, command.size()));
  }

  @Test
  void theUnitLoadsEachCredentialThatItsCommandNames() {
    String unit = joined(read(FOLDER.resolve("framecast-wall.service")));
    List<String> named = matches("\\$\\{CREDENTIALS_DIRECTORY}/(\\w+)", unit);
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(matches("(?m)^LoadCredential=(\\w+):", unit));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void theContainerStartsTheWallWithoutAShell() throws Exception {
    List<String> command = list(line("Containerfile", "ENTRYPOINT "));
    assertThat(command)
        .containsExactly("java", "@/opt/framecast/java.options", "-jar", "/opt/framecast/wall.jar");
    assertTheWallTakes(list(line("Containerfile", "CMD ")));
    assertTheJvmTakes(List.of("@" + FOLDER.resolve("java.options")));
    String check = line("Containerfile", "HEALTHCHECK ");
    assertIsTheHealthCheck(list(check.substring(check.indexOf('['))));
  }

  @Test
  void theContainerHasEachFileOfItsCommandThoughTheBuildersAreTheirs() {
    List<String> copies = matches("(?m)^COPY (.*)$", joined(read(FOLDER.resolve("Containerfile"))));
    assertThat(copies)
        .containsExactly(
            "--chmod=644 target/wall-lib/*.jar /opt/framecast/wall-lib/",
            "--chmod=644 target/wall.jar deploy/java.options /opt/framecast/");
    assertThat(FOLDER.resolve("java.options")).isRegularFile();
  }

  /** In {@code JAVA_TOOL_OPTIONS} the health check's JVM would find a port of JMX in use. */
  @Test
  void theHealthCheckDoesNotTakeTheWallsOptions() {
    assertThat(line("Containerfile", "ENV ")).doesNotContain("OPTIONS");
  }

  @Test
  void theImageHasOneNameEverywhere() {
    Object deployment = kubernetes().get(0);
    String image = at(deployment, "spec", "template", "spec", "containers", 0, "image").toString();
    assertThat(matches(" -t (\\S+) ", PAGE + read(FOLDER.resolve("Containerfile"))))
        .containsExactly(image, image);
    assertThat(matches("(?m)^podman run .* (\\S+) --host", joined(PAGE))).containsExactly(image);
  }

  @Test
  void theContainerIsNotRootsAndHasNoImageOfItsOwn() {
    assertThat(line("Containerfile", "USER ")).matches("[1-9]\\d*:[1-9]\\d*");
    assertThat(line("Containerfile", "ARG ")).isEqualTo("JRE");
    assertThat(line("Containerfile", "FROM ")).isEqualTo("${JRE}");
  }

  @Test
  @SuppressWarnings("unchecked") // asserted by their use
  void kubernetesStartsTheWallWithOptionsThatItHas() {
    Object pod = at(kubernetes().get(0), "spec", "template", "spec");
    Object wall = at(pod, "containers", 0);
    assertTheWallTakes((List<String>) at(wall, "args"));
    assertIsTheHealthCheck((List<String>) at(wall, "livenessProbe", "exec", "command"));
    assertThat(at(pod, "securityContext", "runAsUser"))
        .as("the image's user")
        .hasToString(line("Containerfile", "USER ").split(":", 2)[0]);
  }

  @Test
  void kubernetesPartsFindEachOther() {
    List<Object> documents = kubernetes();
    assertThat(documents)
        .extracting(document -> at(document, "kind"))
        .containsExactly("Deployment", "Service", "Ingress");
    Object spec = at(documents.get(0), "spec");
    Object labels = at(spec, "template", "metadata", "labels");
    assertThat(at(spec, "selector", "matchLabels")).isEqualTo(labels);
    assertThat(at(documents.get(1), "spec", "selector")).isEqualTo(labels);
    Object pod = at(spec, "template", "spec");
    Object wall = at(pod, "containers", 0);
    assertThat(at(documents.get(1), "spec", "ports", 0, "targetPort"))
        .isEqualTo(at(wall, "ports", 0, "name"));
    Object backend =
        at(documents.get(2), "spec", "rules", 0, "http", "paths", 0, "backend", "service");
    assertThat(at(backend, "name")).isEqualTo(at(documents.get(1), "metadata", "name"));
    assertThat(at(backend, "port", "name"))
        .isEqualTo(at(documents.get(1), "spec", "ports", 0, "name"));
    assertThat((List<?>) at(wall, "volumeMounts"))
        .extracting(mount -> at(mount, "name"))
        .containsExactlyElementsOf(
            ((List<?>) at(pod, "volumes")).stream().map(v -> at(v, "name")).toList());
    assertThat((List<?>) at(wall, "args"))
        .as("the name that the ingress hands on")
        .anyMatch(("--allow-host=" + at(documents.get(2), "spec", "rules", 0, "host"))::equals);
  }

  @Test
  void thePagesBlocksAreInTheFiles() {
    List<MatchResult> blocks = BLOCK.matcher(PAGE).results().toList();
    assertThat(blocks).hasSize(3);
    for (MatchResult block : blocks) {
      String file = read(TOP.resolve(block.group(1)));
      assertThat(unindented(file)).as(block.group(1)).contains(unindented(block.group(2)));
    }
  }

  /** Also lines of YAML deep in a file are to be found: each is compared without its indent. */
  private static String unindented(String text) {
    return text.replaceAll("(?m)^ +", "");
  }

  @Test
  void thePagesCommandsStartTheWallWithOptionsThatItHas() {
    List<String> commands = matches("(?m)^podman run .* framecast-wall:\\S+ (.*)$", joined(PAGE));
    assertThat(commands).isNotEmpty();
    commands.forEach(command -> assertTheWallTakes(words(command)));
    assertThat(matches("`--camera '([^']+)'`", PAGE)).isNotEmpty();
  }

  @Test
  void noImageIsSaidToComeFromAnywhere() {
    String all =
        PAGE + read(FOLDER.resolve("Containerfile")) + read(FOLDER.resolve("kubernetes.yaml"));
    assertThat(matches("(?m)(?:FROM|JRE=|image:)[ ]*(\\S*/\\S*)", all)).isEmpty();
  }
}
