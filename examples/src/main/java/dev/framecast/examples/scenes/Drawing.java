package dev.framecast.examples.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Shapes in colours, as they look in the scene's light. Colours are 0xRRGGBB. No text: that would
 * need fonts, which slim containers lack.
 */
final class Drawing {
  private static final int NIGHT = 0x141B3C;

  /** Even the darkest night of a scene leaves something to be seen. */
  private static final double DARKEST = 0.6;

  private final Graphics2D g;
  private final double darkness;

  Drawing(Graphics2D g, double darkness) {
    this.g = g;
    this.darkness = darkness;
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** From 0 by day to 1. */
  double darkness() {
    return darkness;
  }

  /** A colour on its way from one to another: 0 for the first, 1 for the second. */
  static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = (from >> shift) & 0xFF;
      int b = (to >> shift) & 0xFF;
      mixed |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return mixed;
  }

  /** The colour of a thing that does not shine itself. */
  Color color(int rgb) {
    return new Color(darkness == 0 ? rgb : mix(rgb, NIGHT, DARKEST * darkness));
  }

  /** A colour that lets through what is below; 1 hides it. */
  static Color seeThrough(int rgb, double opacity) {
    return new Color((int) Math.round(opacity * 255) << 24 | rgb, true);
  }

  /** From one colour at the top to another at the bottom. */
  Paint down(int top, double y0, int bottom, double y1) {
    return down(color(top), y0, color(bottom), y1);
  }

  static Paint down(Color top, double y0, Color bottom, double y1) {
    return new GradientPaint(0, (float) y0, top, 0, (float) y1, bottom);
  }

  /** From one colour at one side to another at the other side. */
  static Paint across(Color from, double x0, Color to, double x1) {
    return new GradientPaint((float) x0, 0, from, (float) x1, 0, to);
  }

  void fill(Paint paint, Shape shape) {
    g.setPaint(paint);
    g.fill(shape);
  }

  void rect(int rgb, double x, double y, double width, double height) {
    rect(color(rgb), x, y, width, height);
  }

  void rect(Paint paint, double x, double y, double width, double height) {
    fill(paint, new Rectangle2D.Double(x, y, width, height));
  }

  void roundRect(int rgb, double x, double y, double width, double height, double corner) {
    roundRect(color(rgb), x, y, width, height, corner);
  }

  void roundRect(Paint paint, double x, double y, double width, double height, double corner) {
    fill(paint, new RoundRectangle2D.Double(x, y, width, height, 2 * corner, 2 * corner));
  }

  void circle(int rgb, double x, double y, double radius) {
    ellipse(color(rgb), x, y, radius, radius);
  }

  void ellipse(int rgb, double x, double y, double radiusX, double radiusY) {
    ellipse(color(rgb), x, y, radiusX, radiusY);
  }

  void ellipse(Paint paint, double x, double y, double radiusX, double radiusY) {
    fill(paint, new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
  }

  void polygon(int rgb, double... points) {
    polygon(color(rgb), points);
  }

  void polygon(Paint paint, double... points) {
    Path2D path = path(points);
    path.closePath();
    fill(paint, path);
  }

  /** With round ends and corners. */
  void line(int rgb, double width, double... points) {
    line(color(rgb), width, points);
  }

  void line(Paint paint, double width, double... points) {
    stroke(paint, width, path(points));
  }

  void stroke(Paint paint, double width, Shape shape) {
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setPaint(paint);
    g.draw(shape);
  }

  private static Path2D path(double... points) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO, points.length / 2 + 1);
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }

  /** On the ground, below a thing. */
  void shadow(double x, double y, double radiusX, double radiusY) {
    ellipse(seeThrough(0x101425, 0.28 - 0.1 * darkness), x, y, radiusX, radiusY);
  }

  /** Light around a lamp, as strong as that in its middle. */
  void glow(int rgb, double strength, double x, double y, double radius) {
    if (strength <= 0.01) {
      return;
    }
    Color[] colors = {seeThrough(rgb, strength), seeThrough(rgb, strength / 4), seeThrough(rgb, 0)};
    ellipse(
        new RadialGradientPaint(
            (float) x, (float) y, (float) radius, new float[] {0, 0.4f, 1}, colors),
        x,
        y,
        radius,
        radius);
  }

  /** Draws things in units of their own, from that point on. */
  void at(double x, double y, double scaleX, double scaleY, Runnable things) {
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.scale(scaleX, scaleY);
    things.run();
    g.setTransform(before);
  }

  /** The same, and turned about that point. */
  void turned(double x, double y, double radians, Runnable things) {
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.rotate(radians);
    things.run();
    g.setTransform(before);
  }
}
