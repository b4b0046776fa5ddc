package org.entrazscaler.benchmark;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * The minimal client: it posts each line of a file as a user, several at a time. The difference to
 * it is what the program adds.
 *
 * <p>Arguments: the address of the sink, the file, the number of parallel requests.
 */
final class BareClient {

  private BareClient() {}

  public static void main(String[] arguments) throws Exception {
    URI users = URI.create(arguments[0] + "/Users");
    List<String> bodies = Files.readAllLines(Path.of(arguments[1]));
    int atATime = Integer.parseInt(arguments[2]);
    ExecutorService threads = Executors.newFixedThreadPool(atATime);
    try (CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(atATime)
                    .setMaxConnTotal(atATime)
                    .build())
            .build()) {
      Stream<Callable<Integer>> posts =
          bodies.stream().map(body -> () -> post(client, users, body));
      for (Future<Integer> status : threads.invokeAll(posts.toList())) {
        if (status.get() != 201) {
          throw new IllegalStateException("The sink answered " + status.get());
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static int post(CloseableHttpClient client, URI users, String body) throws Exception {
    HttpPost post = new HttpPost(users);
    post.setEntity(new StringEntity(body, ContentType.create("application/scim+json", "UTF-8")));
    return client.execute(
        post,
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }
}
