/**
 * Cameras in a Spring Boot app: {@code framecast.cameras.door.uri=rtsp://...}, and an injected
 * {@link dev.framecast.Cameras}.
 *
 * <pre>{@code
 * framecast.cameras.door.uri=rtsp://192.168.0.10/stream1
 * framecast.cameras.door.title=Front door
 * }</pre>
 */
@NullMarked
package dev.framecast.spring;

import org.jspecify.annotations.NullMarked;
