package dev.framecast.servlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

class JettyEe10SinkTest extends JettyContract {

  @Override
  App app(MjpegServlet servlet, String mapping) {
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, mapping);
    return new App(context, context.getServletContext());
  }
}
