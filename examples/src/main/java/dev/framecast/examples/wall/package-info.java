/** The wall: a server for the cameras named on the command line. */
@NullMarked
package dev.framecast.examples.wall;

import org.jspecify.annotations.NullMarked;
