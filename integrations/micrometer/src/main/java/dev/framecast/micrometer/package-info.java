/**
 * Figures of cameras for Micrometer, by the names that {@code /metrics} of the sinks has in
 * Prometheus' spelling:
 *
 * <pre>{@code
 * FramecastMetrics metrics = new FramecastMetrics(cameras);
 * metrics.bindTo(registry);
 * }</pre>
 */
@NullMarked
package dev.framecast.micrometer;

import org.jspecify.annotations.NullMarked;
