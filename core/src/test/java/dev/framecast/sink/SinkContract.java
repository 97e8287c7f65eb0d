package dev.framecast.sink;

import dev.framecast.Cameras;
import dev.framecast.http.HttpRules;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every sink does, whatever it is built on. A sink's test extends this and says how it is
 * started.
 */
public abstract class SinkContract
    implements AccessContract,
        PagesContract,
        SnapshotContract,
        StreamContract,
        ManyCamerasContract,
        VideoContract,
        HostsContract,
        LeavingContract,
        LimitsContract,
        DrainingContract,
        VanishingContract {

  /** Stands for the patience that a sink has when nobody says otherwise. */
  protected static final Duration AS_SHIPPED = Duration.ZERO;

  /** A sink that runs. */
  public interface Sink extends AutoCloseable {
    int port();

    /** A client that is connected to it, in the way that this sink is to be asked. */
    default Client client() throws IOException {
      return new Client(port());
    }

    /** Ends it in order, as far as what is not the sink's own business is not concerned. */
    default void drain() {
      close();
    }

    @Override
    void close();
  }

  private SinkStage stage;

  /** By which the next sink is started. */
  protected HttpRules rules = HttpRules.DEFAULT;

  /**
   * Starts the sink on a free port of the loopback address, with send buffers as its documentation
   * recommends them, and by the {@link #rules}.
   *
   * @param mount the path below which it serves, or empty
   * @param silence how long a viewer may take nothing, or {@link #AS_SHIPPED}
   */
  protected abstract Sink start(Cameras cameras, String mount, Duration silence) throws IOException;

  @Override
  public SinkStage stage() {
    return stage;
  }

  @Override
  public SinkStage stage(String mount, Duration silence) throws IOException {
    return new SinkStage(cameras -> start(cameras, mount, silence));
  }

  @Override
  public SinkStage stage(HttpRules rulesToKeep) throws IOException {
    rules = rulesToKeep;
    return stage("", AS_SHIPPED);
  }

  @BeforeEach
  void startStage() throws IOException {
    stage = stage("", Duration.ofSeconds(8));
  }

  @AfterEach
  void stopStage() {
    stage.close();
  }
}
