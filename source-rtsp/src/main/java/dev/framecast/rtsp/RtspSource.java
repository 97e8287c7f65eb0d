package dev.framecast.rtsp;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.HostNames;
import dev.framecast.rtsp.client.Memory;
import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.hardware.HardwareDecoding;
import dev.framecast.rtsp.hardware.HardwareDevices;
import dev.framecast.rtsp.wire.ClientOptions;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network camera, a stream or a file, read by FFmpeg: {@code rtsp://}, {@code rtsps://}, {@code
 * rtmp://}, {@code rtmps://}, {@code srt://}, {@code udp://}, {@code http://}, {@code https://},
 * {@code file:} and plain paths, with H.264, H.265, MJPEG or whatever else FFmpeg decodes. Over SRT
 * and UDP comes MPEG-TS, over HTTP also HLS ({@code .m3u8}) and FLV. Also a webcam that makes H.264
 * itself, on Linux: {@code v4l2:/dev/video2}; {@code option("video_size", "1920x1080")} and {@code
 * ("framerate", "30")} say what is wanted of it, {@code ("input_format", "mjpeg")} asks for JPEGs
 * instead.
 *
 * <p>MJPEG is handed on byte for byte where a viewer wants the camera's own size and quality.
 * Everything else is decoded once, and converted to JPEG once for each rendition that is asked for,
 * with the colours that JPEG means (full-range BT.601, however the camera coded them). Pixels that
 * are not square are made square by stretching the width; where a file and the video in it differ
 * about their shape, the file is right. How the video says that it lies (a file's display matrix,
 * or an SEI message) is heeded by cameras with {@code rotate=auto}. Of interlaced video one picture
 * a frame is shown, without combs.
 *
 * <p>Files, also those that come over HTTP, are shown at their own pace and end, unless they are to
 * {@linkplain Builder#loop begin anew}; a camera goes on. Live HLS is shown at its own pace, too,
 * from three segments before its end on; after pauses of more than ten seconds in all, from there
 * again.
 *
 * <p>Only whole pictures are shown: those from a key frame (or H.264's recovery point) on, up to
 * where data was lost, a packet was refused or decoding failed. What follows is predicted from the
 * damaged picture, so nothing is shown then until the next key frame, and nothing before the first;
 * the camera's status and slate say "waiting for a key frame". For a stream that has none see
 * {@link Builder#keyFrameWait}.
 *
 * <p>Where the machine cannot keep up, or the consumer is slow, pictures are left out, so that none
 * is shown much later than it came. A picture's capture time is when its last byte had been
 * received, less the time for which it then waited in a queue, which the stream's own clock tells.
 *
 * <p>Instances are immutable and safe for use by many threads; {@link #open()} does not block.
 */
public final class RtspSource implements FrameSource {

  /** How RTP comes from an RTSP camera. */
  public enum Transport {
    /**
     * TCP, and UDP where the camera refuses that or stays silent; each camera is asked first in the
     * way that worked last. The default.
     */
    AUTO,
    /** Inside of the RTSP connection: passes firewalls, loses nothing. */
    TCP,
    /**
     * Datagrams of their own: what is lost is lost, and pictures are left out up to a key frame.
     */
    UDP,
    /** Datagrams to a group, so that the camera sends once to many. */
    MULTICAST,
    /**
     * The RTSP connection inside of two of HTTP (or HTTPS, for {@code rtsps}), to port 80 (443)
     * unless the address has another.
     */
    HTTP
  }

  /** What comes under an http address. */
  public enum Format {
    /** A playlist of segments, as of an address that ends in {@code .m3u8}. */
    HLS,
    /** As of one that ends in {@code .flv}. */
    FLV,
    /** As of one that ends in {@code .ts}. */
    MPEGTS
  }

  /** Which of the variants of an HLS stream is read; the others are not fetched. */
  public enum Variant {
    /** That with the most bits a second. The default. */
    HIGHEST,
    /** That with the fewest bits a second. */
    LOWEST
  }

  /** Which device of the machine decodes, where there is one; FFmpeg's names. */
  public enum Hwaccel {
    /** None, the processor decodes; the default. */
    OFF,
    /** The first that opens of those below that FFmpeg has for the stream. */
    AUTO,
    /** NVIDIA's (NVDEC), on Linux and Windows. */
    CUDA,
    /** Of Windows. */
    D3D11VA,
    /** Of Windows. */
    D3D12VA,
    /** Of Windows. */
    DXVA2,
    /** Of small Linux machines' video devices. */
    V4L2REQUEST,
    /** Intel's and AMD's, on Linux. */
    VAAPI,
    /** NVIDIA's older one, on Linux. */
    VDPAU,
    /** Of macOS. */
    VIDEOTOOLBOX,
    /** Of Vulkan's drivers that decode video. */
    VULKAN
  }

  private final Address address;
  private final SessionOptions options;
  private final HardwareDecoding hardware;

  private RtspSource(Address address, SessionOptions options, HardwareDecoding hardware) {
    this.hardware = hardware;
    this.address = address;
    this.options = options;
  }

  /**
   * {@return a source with the default settings: TCP or UDP, 5 s time-out}
   *
   * @param uri the address, such as {@code rtsp://192.168.0.10/stream1}; may hold {@code
   *     user:password@}, but see {@link Builder#credentials}
   * @throws IllegalArgumentException if that is no address that can be read, or has an {@code @} in
   *     its path or query, which might be the rest of a password; the message holds no credentials
   */
  public static RtspSource of(String uri) {
    return builder(uri).build();
  }

  /**
   * {@return a builder of a source with other settings}
   *
   * @param uri as {@link #of} takes it
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Builder builder(String uri) {
    return new Builder(Address.parse(Objects.requireNonNull(uri, "uri")));
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    return new RtspSession(address, options, hardware, context);
  }

  /** The address without credentials, also without those in its query. */
  @Override
  public String description() {
    return address.description();
  }

  @Override
  public String kind() {
    return address.kind();
  }

  @Override
  public String toString() {
    return "RtspSource[" + description() + "]";
  }

  /** Settings of a source. Not safe for use by many threads. */
  public static final class Builder {
    private Address address;
    private final Map<String, String> extra = new LinkedHashMap<>();
    private Transport transport = Transport.AUTO;
    private Duration timeout = Duration.ofSeconds(5);
    private Duration keyFrameWait = Duration.ofSeconds(65);
    private boolean loop;
    private boolean cameraClock;
    private boolean deinterlace = true;
    private boolean lowestVariant;
    private Hwaccel hwaccel = Hwaccel.OFF;
    private @Nullable HardwareDevices devices;
    private boolean insecure;
    private @Nullable CertificateTrust pinned;
    private @Nullable String user;
    private String password = "";
    private HostNames names = new HostNames(InetAddress::getAllByName);

    private Builder(Address address) {
      this.address = address;
    }

    /**
     * Sets how RTP shall come; for RTSP addresses only, others ignore it.
     *
     * @param transport {@link Transport#AUTO} unless this is called
     * @return this builder
     */
    public Builder transport(Transport transport) {
      this.transport = Objects.requireNonNull(transport, "transport");
      return this;
    }

    /**
     * Sets how long the camera may take until it shows its stream, and later how long it may send
     * no video, before the session gives up. Must be longer than the time between two pictures.
     *
     * @param timeout more than zero, and a day at most; 5 s unless this is called
     * @return this builder
     * @throws IllegalArgumentException if it is not positive or is longer than a day
     */
    public Builder timeout(Duration timeout) {
      Objects.requireNonNull(timeout, "timeout");
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "timeout " + timeout + ": must be longer than zero and at most a day");
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Sets after how long without a key frame, and without a loss, a stream is shown all the same:
     * 65 s unless this is called. There are cameras that refresh their picture bit by bit and never
     * send a key frame; they are shown after this time (at once, about, if they mark recovery
     * points). It should be longer than the time from key frame to key frame, which is 10 to 60 s
     * where H.264+, Zipstream and the like stretch it, or else pictures may be shown that are
     * damaged.
     *
     * @param wait zero to a day
     * @return this builder
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public Builder keyFrameWait(Duration wait) {
      if (wait.isNegative() || wait.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "keyFrameWait " + wait + ": must be at least zero and at most a day");
      }
      this.keyFrameWait = wait;
      return this;
    }

    /**
     * Sets whether a recording begins anew when it ends, within the session; otherwise the session
     * ends with it. Cameras have no end, and ignore it.
     *
     * @param loop false unless this is called
     * @return this builder
     */
    public Builder loop(boolean loop) {
      this.loop = loop;
      return this;
    }

    /**
     * Sets whether a picture's capture time is when the camera took it by its own clock (RTCP),
     * instead of when it came; for RTSP addresses only. Of use where the clocks of the camera and
     * of this machine are set by the same source: then the time on the way counts as age. A picture
     * that would be more than 5 s old by its camera's clock, or of the future, shows that the clock
     * is wrong; then the quickest picture of late counts as just taken, and the others by their
     * distance to it.
     *
     * @param use false unless this is called
     * @return this builder
     */
    public Builder cameraClock(boolean use) {
      this.cameraClock = use;
      return this;
    }

    /**
     * Sets whether video that is flagged as interlaced is shown without combs: of each frame, which
     * has lines of two moments, the picture of the first one. JPEGs of the camera that are handed
     * on as they came, and its video, stay as they are. Other video costs nothing by it.
     *
     * @param deinterlace true unless this is called
     * @return this builder
     */
    public Builder deinterlace(boolean deinterlace) {
      this.deinterlace = deinterlace;
      return this;
    }

    /**
     * Says what comes under an http address whose path does not end in {@code .m3u8}, {@code .flv}
     * or {@code .ts}.
     *
     * @param format what it is
     * @return this builder
     * @throws IllegalArgumentException unless the address is one of http or https
     */
    public Builder format(Format format) {
      this.address = address.withFormat(format.name().toLowerCase(Locale.ROOT));
      return this;
    }

    /**
     * Sets which device of the machine decodes; JPEGs are decoded by the processor whatever is set.
     * Where FFmpeg has no such device for the stream, none opens, it does not take the stream or it
     * fails, the processor decodes in the same session; that is logged once a source at INFO. A
     * device that failed is tried again by the next session. Each session opens one of its own.
     * <strong>So far tried only where there is no such device.</strong>
     *
     * @param hwaccel {@link Hwaccel#OFF} unless this is called
     * @return this builder
     */
    public Builder hwaccel(Hwaccel hwaccel) {
      this.hwaccel = Objects.requireNonNull(hwaccel, "hwaccel");
      return this;
    }

    Builder devices(HardwareDevices devices) {
      this.devices = devices;
      return this;
    }

    /**
     * Sets which variant of an HLS stream is read; others ignore it. The address of a variant's own
     * playlist has that one read.
     *
     * @param variant {@link Variant#HIGHEST} unless this is called
     * @return this builder
     */
    public Builder variant(Variant variant) {
      this.lowestVariant = variant == Variant.LOWEST;
      return this;
    }

    /**
     * Trusts the camera's certificate by its fingerprint, and no other; for {@code rtsps}, {@code
     * rtmps}, and HLS, FLV and MPEG-TS over {@code https}. Without it the certificate must be one
     * that the JDK trusts for that host; the error tells the fingerprint of one that is not. Other
     * addresses of {@code https} are FFmpeg's, which checks no certificate, and are refused with
     * this.
     *
     * @param sha256 the SHA-256 of the certificate, 64 hex digits with or without colons
     * @return this builder
     * @throws IllegalArgumentException if it is something else
     */
    public Builder fingerprint(String sha256) {
      this.pinned = CertificateTrust.pinned(Objects.requireNonNull(sha256, "sha256"));
      return this;
    }

    /**
     * Takes any certificate, where {@link #fingerprint} can be set: whoever is in between can read
     * all, the password too.
     *
     * @return this builder
     */
    public Builder insecure() {
      this.insecure = true;
      return this;
    }

    /**
     * Sets user and password as they are, not percent-encoded. They are told to the camera only; no
     * log, message or description shows them. Basic and digest (MD5, SHA-256) authentication are
     * answered, as the camera asks.
     *
     * @param user without a colon
     * @param password may be empty
     * @return this builder
     * @throws IllegalArgumentException if the user has a colon in it
     */
    public Builder credentials(String user, String password) {
      Objects.requireNonNull(user, "user");
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("the user has a colon in it: HTTP cannot express that");
      }
      this.user = user;
      this.password = Objects.requireNonNull(password, "password");
      return this;
    }

    /**
     * Sets one of FFmpeg's own options of the protocol or format, such as {@code ("user_agent",
     * "wall")}. An option that nothing takes makes the connection fail with {@link
     * dev.framecast.source.SourceException.Kind#UNSUPPORTED}. {@code reorder_queue_size} and {@code
     * max_delay} have no effect on H.264 and H.265 over RTSP, whose packets are put into order
     * without FFmpeg.
     *
     * @param name as FFmpeg has it
     * @param value as FFmpeg reads it
     * @return this builder
     */
    public Builder option(String name, String value) {
      extra.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    Builder names(HostNames names) {
      this.names = names;
      return this;
    }

    /**
     * Sets many {@link #option}s.
     *
     * @param options values by names; copied
     * @return this builder
     */
    public Builder options(Map<String, String> options) {
      options.forEach(this::option);
      return this;
    }

    /**
     * {@return a source with these values}
     *
     * @throws IllegalArgumentException if credentials were given twice, or for a file, if they are
     *     too long for FFmpeg (127 bytes with the percent-encoding that they need), or if what was
     *     given contradicts itself
     */
    public RtspSource build() {
      if (insecure && pinned != null) {
        throw new IllegalArgumentException(
            "insecure and a fingerprint: give one of them, as insecure takes any certificate");
      }
      if ((insecure || pinned != null) && address.isHttp() && !address.isHttpStream()) {
        throw new IllegalArgumentException(
            address
                + ": FFmpeg checks no certificate here, so none can be trusted: must have a format,"
                + " or a path that ends in .m3u8, .flv or .ts");
      }
      Address login = user == null ? address : address.withCredentials(user, password);
      Map<String, String> others = new LinkedHashMap<>(extra);
      // Of other protocols FFmpeg has a client, and takes these itself.
      Map<String, String> ours =
          address.isRtsp() || address.isHttpStream() ? others : new LinkedHashMap<>();
      ClientOptions client = ClientSettings.client(transport, timeout, trust(), names, ours);
      return new RtspSource(
          login,
          new SessionOptions(
              client,
              new Memory(),
              timeout,
              keyFrameWait,
              loop,
              cameraClock,
              deinterlace,
              lowestVariant,
              Map.copyOf(others)),
          new HardwareDecoding(hwaccel.name().toLowerCase(Locale.ROOT), devices));
    }

    private CertificateTrust trust() {
      if (pinned != null) {
        return pinned;
      }
      return insecure ? CertificateTrust.insecure() : CertificateTrust.ofSystem();
    }
  }
}
