package org.entrazscaler.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.entrazscaler.notify.MailContent.Cause;
import org.entrazscaler.program.RouteTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The routes of {@code notify.camel.yaml}. */
class NotifyRoutesTest extends RouteTestSupport {

  private static final String MAIL = "mock:smtp:mail.example.org:25";

  private @Nullable MailContent news;

  NotifyRoutesTest() {
    super("notify");
  }

  @Override
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "mail.scheme", "smtp",
            "mail.host", "mail.example.org",
            "mail.port", "25",
            "mail.from", "provisioning@example.org",
            "notification.email", "ops@example.org"));
    return properties;
  }

  @Override
  public String outside() {
    return "smtp:.*";
  }

  @Override
  protected void bindToRegistry(Registry registry) {
    registry.bind("mailSender", new DefaultJavaMailSender());
    registry.bind("notificationSteps", new News());
  }

  /** Stands for {@link NotificationSteps}. */
  public final class News {

    /** The content of the test. */
    public @Nullable Digest createDigest() {
      note("createDigest");
      return news == null ? null : new Digest("A subject", news, List.of(), null, null, null, null);
    }

    /** Records the call. */
    public void recordSent(@Variable("digest") Digest digest) {
      note("recordSent " + digest.subject());
    }

    /** Records the call with the reason. */
    public void logUnsent(@ExchangeException Exception exception) {
      note("logUnsent " + exception.getMessage());
    }
  }

  private static MailContent about(Cause... causes) {
    return new MailContent("https://scim.example.org", 7, List.of(), List.of(causes));
  }

  @Test
  void nothingIsSentWithoutNews() throws Exception {
    MockEndpoint mail = getMockEndpoint(MAIL);
    mail.expectedMessageCount(0);

    template().sendBody("direct:notify-failures", "");

    mail.assertIsSatisfied();
    assertEquals(List.of("createDigest"), taken());
  }

  @Test
  void theMailHasTextAndHtmlAndIsRecordedAfterSending() throws Exception {
    news =
        about(
            new Cause(
                "21 objects", "Code", "A <reason>", "HTTP status 400", "Do it", List.of("a"), 20));
    MockEndpoint mail = getMockEndpoint(MAIL);
    mail.expectedMessageCount(1);

    template().sendBodyAndHeader("direct:notify-failures", "", "Authorization", "secret");

    mail.assertIsSatisfied();
    Map<String, Object> headers = mail.getExchanges().get(0).getMessage().getHeaders();
    assertEquals("A subject", headers.get("Subject"));
    assertThat(headers)
        .as("a header would become a header of the mail")
        .doesNotContainKey("Authorization");
    String html = mail.getExchanges().get(0).getMessage().getBody(String.class);
    String text =
        mail.getExchanges().get(0).getMessage().getHeader("CamelMailAlternativeBody", String.class);
    assertThat(html).contains("A &lt;reason&gt;");
    assertThat(text).contains("A <reason>");
    for (String part : List.of(html, text)) {
      assertThat(part).contains("21 objects: Code");
      assertThat(part).contains("Zscaler answered: HTTP status 400");
      assertThat(part).contains("and 20 more");
      assertThat(part).contains("--cycle 7");
      assertThat(part).doesNotContain("Quarantine");
    }
    assertEquals(List.of("createDigest", "recordSent A subject"), taken());
  }

  @Test
  void aMailThatCannotBeSentIsNotRecordedAsSent() throws Exception {
    news = about();
    MockEndpoint mail = getMockEndpoint(MAIL);
    mail.whenAnyExchangeReceived(
        exchange -> {
          throw new ConnectException("refused");
        });

    template().sendBody("direct:notify-failures", "");

    assertEquals(List.of("createDigest", "logUnsent refused"), taken());
  }
}
