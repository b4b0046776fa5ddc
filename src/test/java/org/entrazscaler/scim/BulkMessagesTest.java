package org.entrazscaler.scim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.entrazscaler.scim.schema.Product;
import org.entrazscaler.scim.schema.ScimAnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of SCIM Bulk (RFC 7644, section 3.7). */
class BulkMessagesTest {

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Test
  void requestHasEachOperationWithItsIndex() {
    ObjectNode ada = JsonNodeFactory.instance.objectNode().put("userName", "ada@example.com");
    ScimRequests requests = new ScimRequests(Product.ZIA);

    ScimRequest bulk =
        ScimRequests.bulk(List.of(requests.createUser(ada), requests.createUser(ada)));

    assertEquals("/Bulk", bulk.path());
    assertEquals(
        json(
            "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':["
                + "{'method':'POST','bulkId':'0','path':'/Users','data':%1$s},"
                    .formatted(requests.createUser(ada).body())
                + "{'method':'POST','bulkId':'1','path':'/Users','data':%1$s}]}"
                    .formatted(requests.createUser(ada).body())),
        bulk.body());
  }

  @Test
  void offerHasTheLimitsOfTheTarget() {
    assertEquals(
        new BulkOffer(1000, 1_048_576),
        BulkOffer.of(
            json("{'bulk':{'supported':true,'maxOperations':1000,'maxPayloadSize':1048576}}")));
    assertEquals(
        new BulkOffer(20, 1_048_576),
        BulkOffer.of(json("{'bulk':{'supported':'True','maxOperations':20}}")));
    assertEquals(
        new BulkOffer(Integer.MAX_VALUE, Integer.MAX_VALUE),
        BulkOffer.of(
            json(
                "{'bulk':{'supported':true,'maxOperations':99999999999,"
                    + "'maxPayloadSize':99999999999}}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'bulk':true}",
        "{'bulk':{'maxOperations':10}}",
        "{'bulk':{'supported':false,'maxOperations':10}}",
        "{'bulk':{'supported':true}}",
        "{'bulk':{'supported':true,'maxOperations':'many'}}",
        "{'bulk':{'supported':true,'maxOperations':1}}",
        "{'bulk':{'supported':true,'maxOperations':-5}}",
        "{'bulk':{'supported':true,'maxOperations':10,'maxPayloadSize':0}}"
      })
  void withoutAUsableLimitThereIsNoOffer(String config) {
    assertNull(BulkOffer.of(json(config)));
  }

  @Test
  void answersAreFoundByTheIdOfTheOperation() {
    Map<Integer, BulkAnswer> answers =
        BulkAnswer.read(
            json(
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],'Operations':["
                    + "{'bulkId':'1','status':'400','response':{'detail':'no'}},"
                    + "{'bulkId':'0','status':'201','location':'https://x/v2/Users/9%2067-54'},"
                    + "{'bulkId':'2','status':{'code':201},'response':{'id':'7'}}]}"));

    assertEquals(
        Map.of(
            0, new BulkAnswer(201, json("{'id':'9 67-54'}")),
            1, new BulkAnswer(400, json("{'detail':'no'}")),
            2, new BulkAnswer(201, json("{'id':'7'}"))),
        answers);
  }

  @Test
  void anUnreadableOrRepeatedAnswerIsNoAnswer() {
    assertEquals(
        Map.of(),
        BulkAnswer.read(
            json(
                "{'Operations':["
                    + "{'bulkId':'0','status':'201'},{'bulkId':'0','status':'400'},"
                    + "{'bulkId':'1','status':'fine'},{'bulkId':'2'},"
                    + "{'status':'201'},{'bulkId':'qwerty','status':'201'},"
                    + "{'bulkId':'99999999999','status':'201'},7]}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Operations':{}}",
        "{'schemas':['urn:ietf:params:scim:api:messages:2.0:ListResponse'],'Operations':[]}"
      })
  void anotherMessageIsRefused(String answer) {
    assertThrows(ScimAnswerException.class, () -> BulkAnswer.read(json(answer)));
  }

  @Test
  void anEmptyAnswerIsRefused() {
    assertThrows(ScimAnswerException.class, () -> BulkAnswer.read(null));
  }
}
