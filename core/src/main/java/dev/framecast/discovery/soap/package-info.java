/** The messages of ONVIF: asked over HTTP, and read as XML, both bounded. */
@NullMarked
package dev.framecast.discovery.soap;

import org.jspecify.annotations.NullMarked;
