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
 * Stands before Hawtio: JMX is reached only in a session that has logged in, by a viewer only to
 * look, and nothing is passed on to other servers. Safe for use by several threads.
 */
final class ConsoleGuard extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** Where Hawtio keeps who has logged in. */
  private static final String SUBJECT = "subject";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/proxy" -> passIf("/enabled".equals(request.getPathInfo()), request, response, chain);
      case "/auth/login" -> {
        // A session from before the log-in may be known to somebody else.
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
