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

  /** The camera's id. */
  String id();

  /** The name for people. */
  String name();

  /** What it is doing. */
  CameraState state();

  /** The source's description, without credentials; an address, so for the app's own eyes. */
  String source();

  /** What the present (or last) connection says of its stream. */
  SessionInfo session();

  /**
   * Pixels of the source's own picture, as the connection says or as a frame has shown; 0 while not
   * known.
   */
  int width();

  /** Pixels of the same. */
  int height();

  /** Pictures a second that really arrive, 0 when none do. */
  double fps();

  /** Age of the newest picture, or -1 before the first. */
  long ageMillis();

  /** Who watch now. */
  int viewers();

  /** Each rendition that is watched, or was a moment ago. */
  List<RenditionStatus> renditions();

  /** Pictures that arrived. */
  long captured();

  /** Pictures that were decoded. */
  long decoded();

  /** JPEGs that were made here. */
  long encoded();

  /** JPEGs that were handed on as the camera made them. */
  long passedThrough();

  /** Pictures that came broken and were thrown away. */
  long dropped();

  /** Live frames that sinks have sent to viewers: as many of one picture as were sent it. */
  long delivered();

  /** Bytes of these frames, without what stands around them in a stream. */
  long deliveredBytes();

  /** How old these frames were when they had been sent. */
  AgeDistribution deliveryAges();

  /** Connections that showed a picture. */
  long connects();

  /** How many of these came after a loss. */
  long reconnects();

  /** Tries and connections that failed. */
  long failures();

  /**
   * Why the camera is not, or was last not, live; null if nothing went wrong so far. Names the
   * camera's address: for the app's own eyes.
   */
  @Nullable String lastError();

  /** How long until the next try in {@link CameraState#BACKOFF}, else 0. */
  long retryMillis();

  /**
   * What a connection that shows no picture waits for, such as "a key frame"; null for nothing in
   * particular.
   */
  @Nullable String waitingFor();

  /**
   * Viewers who asked for a rendition beyond {@link CameraOptions#maxRenditions()}, and were given
   * the nearest that is in use.
   */
  int substituted();

  /**
   * The source's kind, such as {@code rtsp}: what strangers are told in place of {@code source}.
   */
  String kind();

  /**
   * The same as {@code lastError} for strangers: without addresses of networks, machines and files.
   */
  @Nullable String problem();

  /** One rendition of the camera. */
  interface RenditionStatus {

    /** Which. */
    Rendition rendition();

    /** Viewers who watch it now. */
    int viewers();

    /** Frames published, slates included. */
    long published();

    /** Age of the newest picture in this rendition, or -1 before the first. */
    long ageMillis();

    /** Why there was no frame of the newest picture; null if nothing is wrong. */
    @Nullable String problem();
  }
}
