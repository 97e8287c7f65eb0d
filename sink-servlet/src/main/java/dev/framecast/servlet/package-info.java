/**
 * Cameras served by servlet containers: {@link MjpegServlet} for all of them, {@link MjpegStream}
 * and {@link JpegSnapshot} for servlets, filters and controllers of one's own.
 */
@NullMarked
package dev.framecast.servlet;

import org.jspecify.annotations.NullMarked;
