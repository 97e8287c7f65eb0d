package dev.framecast.camera;

import dev.framecast.frame.Rendition;
import dev.framecast.source.SessionInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a camera at one moment. Immutable. Counters run from the camera's
 * creation. Made by {@link Camera#status()}; more will come.
 */
public interface CameraStatus {

  /** {@return the camera's id} */
  String id();

  /** {@return the name for people} */
  String name();

  /** {@return what it is doing} */
  CameraState state();

  /**
   * {@return the source's description, without credentials; an address, so for the app's own eyes}
   */
  String source();

  /** {@return what the present (or last) connection says of its stream} */
  SessionInfo session();

  /**
   * {@return the width of the source's own picture in pixels, as the connection says or as a frame
   * has shown; 0 while not known}
   */
  int width();

  /** {@return the height of the source's own picture in pixels; 0 while not known} */
  int height();

  /** {@return how many pictures a second really arrive, 0 when none do} */
  double fps();

  /** {@return the age of the newest picture in milliseconds, or -1 before the first} */
  long ageMillis();

  /** {@return how many viewers watch now} */
  int viewers();

  /** {@return each rendition that is watched, or was a moment ago} */
  List<RenditionStatus> renditions();

  /** {@return how many pictures arrived} */
  long captured();

  /** {@return how many pictures were decoded} */
  long decoded();

  /** {@return how many JPEGs were made here} */
  long encoded();

  /** {@return how many JPEGs were handed on as the camera made them} */
  long passedThrough();

  /** {@return how many pictures came broken and were thrown away} */
  long dropped();

  /**
   * {@return how many live frames sinks have sent to viewers: as many of one picture as were sent
   * it}
   */
  long delivered();

  /** {@return how many bytes these frames had, without what stands around them in a stream} */
  long deliveredBytes();

  /** {@return how old these frames were when they had been sent} */
  AgeDistribution deliveryAges();

  /** {@return how many connections showed a picture} */
  long connects();

  /** {@return how many of these came after a loss} */
  long reconnects();

  /** {@return how many tries and connections failed} */
  long failures();

  /**
   * {@return why the camera is not, or was last not, live; null if nothing went wrong so far} Names
   * the camera's address: for the app's own eyes.
   */
  @Nullable String lastError();

  /**
   * {@return how long until the next try in {@link CameraState#BACKOFF}, in milliseconds; else 0}
   */
  long retryMillis();

  /**
   * {@return what a connection that shows no picture waits for, such as "a key frame"; null for
   * nothing in particular}
   */
  @Nullable String waitingFor();

  /**
   * {@return how many viewers asked for a rendition beyond {@link CameraOptions#maxRenditions()},
   * and were given the nearest that is in use}
   */
  int substituted();

  /**
   * {@return the source's kind, such as {@code rtsp}: what strangers are told in place of {@code
   * source}}
   */
  String kind();

  /**
   * {@return the same as {@code lastError} for strangers: without addresses of networks, machines
   * and files}
   */
  @Nullable String problem();

  /** One rendition of the camera. */
  interface RenditionStatus {

    /** {@return which rendition it is} */
    Rendition rendition();

    /** {@return how many viewers watch it now} */
    int viewers();

    /** {@return how many frames were published, slates included} */
    long published();

    /**
     * {@return the age of the newest picture in this rendition in milliseconds, or -1 before the
     * first}
     */
    long ageMillis();

    /** {@return why there was no frame of the newest picture; null if nothing is wrong} */
    @Nullable String problem();
  }
}
