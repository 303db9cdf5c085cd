package canbao.sms;

import canbao.sms.gateway.SubmitResult;
import canbao.sms.gateway.SubmitResult.Accepted;
import canbao.sms.gateway.SubmitResult.InDoubt;
import canbao.sms.gateway.SubmitResult.NotWritten;
import canbao.sms.gateway.SubmitResult.Partial;
import canbao.sms.gateway.SubmitResult.Refused;
import java.util.List;

/**
 * What an answer makes of an attempt and of its message.
 *
 * @param reason kept with both; empty when all is well
 * @param refused 1 when it counts towards the limit of refusals
 */
record AnswerMeaning(
        String attemptState, MessageState messageState, String reason, int refused, List<Long> gatewayIds) {
    static AnswerMeaning of(SubmitResult result) {
        return switch (result) {
            case Accepted accepted ->
                new AnswerMeaning("ACCEPTED", MessageState.ACCEPTED, "", 0, accepted.gatewayIds());
            case Refused refused -> refused(refused.code());
            case Partial partial ->
                new AnswerMeaning(
                        "ACCEPTED", MessageState.FAILED, "PARTIAL:" + partial.code(), 0, partial.gatewayIds());
            case InDoubt doubt ->
                new AnswerMeaning("IN_DOUBT", MessageState.IN_DOUBT, doubt.why(), 0, doubt.gatewayIds());
            case NotWritten none -> new AnswerMeaning("NOT_WRITTEN", MessageState.PLANNED, "", 0, List.of());
        };
    }

    private static AnswerMeaning refused(int code) {
        boolean again = code == Refused.TOO_FAST;
        MessageState state = again ? MessageState.PLANNED : MessageState.FAILED;
        return new AnswerMeaning("REFUSED", state, "REFUSED:" + code, again ? 1 : 0, List.of());
    }
}
