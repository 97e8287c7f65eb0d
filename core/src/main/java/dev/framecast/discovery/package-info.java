/** Cameras of a network, found by ONVIF: where they are, and which streams they have. */
@NullMarked
package dev.framecast.discovery;

import org.jspecify.annotations.NullMarked;
