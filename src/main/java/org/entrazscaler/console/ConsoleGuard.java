package org.entrazscaler.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A filter before Hawtio: only a session with a log-in can use JMX, a viewer can only read, and no
 * request is forwarded to other servers. Safe for use by several threads.
 */
final class ConsoleGuard extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** The session attribute in which Hawtio stores the logged-in user. */
  private static final String SUBJECT = "subject";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/proxy" -> passIf("/enabled".equals(request.getPathInfo()), request, response, chain);
      case "/auth/login" -> {
        // Against session fixation: another person may know the session id from before the log-in.
        HttpSession session = request.getSession(false);
        if (session != null) {
          session.invalidate();
        }
        chain.doFilter(request, response);
      }
      case "/jolokia" -> guard(request, response, chain);
      default -> chain.doFilter(request, response);
    }
  }

  private static void guard(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Subject subject = subject(request);
    if (has(subject, ConsoleRole.ADMIN)) {
      chain.doFilter(request, response);
    } else if (has(subject, ConsoleRole.VIEWER)) {
      HttpServletRequest allowed = ViewerRequest.of(request);
      passIf(allowed != null, allowed == null ? request : allowed, response, chain);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private static void passIf(
      boolean allowed, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (allowed) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private static @Nullable Subject subject(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(SUBJECT) instanceof Subject subject
        ? subject
        : null;
  }

  private static boolean has(@Nullable Subject subject, String role) {
    return subject != null && subject.getPrincipals().contains(new ConsoleRole(role));
  }
}
