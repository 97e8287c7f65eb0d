package dev.framecast.nats.read;

import dev.framecast.frame.Rendition;
import dev.framecast.nats.wire.Link;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.nats.wire.Subscribed;
import dev.framecast.nats.wire.Wish;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import io.nats.client.NUID;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one reader of a camera is subscribed to: the renditions that it wants, and the answers to
 * its wishes. All methods are called by the capture thread, and none blocks.
 */
final class Inlet implements AutoCloseable {
  private final Link link;
  private final Subjects subjects;
  private final String camera;
  private final BiConsumer<Rendition, Message> onFrame;
  private final MessageHandler onAnswer;
  private final String reader = NUID.nextGlobal();
  private final Map<Rendition, Subscribed> frames = new HashMap<>();
  private @Nullable Subscribed answers;

  Inlet(
      Link link,
      Subjects subjects,
      String camera,
      BiConsumer<Rendition, Message> onFrame,
      MessageHandler onAnswer) {
    this.link = link;
    this.subjects = subjects;
    this.camera = camera;
    this.onFrame = onFrame;
    this.onAnswer = onAnswer;
  }

  /** The name by which publishers know this reader. */
  String reader() {
    return reader;
  }

  /** Subscribes to what is wanted, and says so. */
  void wants(Wish wish) {
    if (answers == null) {
      answers = link.subscribe(subjects.answers(reader), onAnswer);
    }
    Set<Rendition> forms =
        wish.renditions().keySet().stream().map(Wish::form).collect(Collectors.toSet());
    // First, so that none of the frames that are asked for is missed.
    for (Rendition form : forms) {
      frames.computeIfAbsent(
          form,
          wanted ->
              link.subscribe(
                  subjects.frames(camera, wanted), message -> onFrame.accept(wanted, message)));
    }
    // Should it be lost, the next one follows.
    boolean unused = link.publish(subjects.wishes(camera), subjects.answers(reader), wish);
    keepOnly(forms);
  }

  private void keepOnly(Set<Rendition> forms) {
    frames
        .entrySet()
        .removeIf(
            entry -> {
              boolean keep = forms.contains(entry.getKey());
              if (!keep) {
                entry.getValue().close();
              }
              return !keep;
            });
  }

  /**
   * Says that nothing is wanted any more. On the timer: of who is interrupted jnats takes nothing.
   */
  @Override
  public void close() {
    Subscribed open = answers;
    if (open == null) {
      return;
    }
    answers = null;
    List<Subscribed> rest = List.copyOf(frames.values());
    frames.clear();
    link.onTimer(
        () -> {
          boolean unused =
              link.publish(subjects.wishes(camera), null, Wish.of(reader, 0, Map.of(), 0));
          rest.forEach(Subscribed::close);
          open.close();
        });
  }
}
