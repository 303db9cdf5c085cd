package canbao.sim.sms;

import canbao.sms.cmpp.CmppAuthenticator;
import canbao.sms.cmpp.CmppFault;
import canbao.sms.cmpp.CmppFrames;
import canbao.sms.cmpp.CmppMessage;
import canbao.sms.cmpp.CmppMessage.ActiveTest;
import canbao.sms.cmpp.CmppMessage.ActiveTestResp;
import canbao.sms.cmpp.CmppMessage.Connect;
import canbao.sms.cmpp.CmppMessage.ConnectResp;
import canbao.sms.cmpp.CmppMessage.Deliver;
import canbao.sms.cmpp.CmppMessage.DeliverResp;
import canbao.sms.cmpp.CmppMessage.Submit;
import canbao.sms.cmpp.CmppMessage.SubmitResp;
import canbao.sms.cmpp.CmppMessage.Terminate;
import canbao.sms.cmpp.CmppMessage.TerminateResp;
import canbao.sms.cmpp.CmppPdu;
import canbao.sms.cmpp.CmppReader;
import canbao.sms.cmpp.CmppWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Map;

/** One client's connection to the simulated centre. */
final class CentreSession {
    private static final int WRONG_AUTHENTICATOR = 3;

    private final SmsCentre centre;
    private final NetSocket socket;
    private final Map<Integer, Long> delivered = new HashMap<>();
    private boolean loggedIn;
    private int sequence;
    private int unanswered;

    CentreSession(SmsCentre centre, NetSocket socket) {
        this.centre = centre;
        this.socket = socket;
        CmppFrames frames = new CmppFrames(frame -> received(CmppReader.read(frame)));
        socket.handler(chunk -> {
            try {
                frames.handle(chunk);
            } catch (CmppFault e) {
                centre.counting().count("malformed");
                close();
            }
        });
        socket.exceptionHandler(e -> close());
        socket.closeHandler(now -> centre.left(this));
    }

    void close() {
        centre.left(this);
        socket.close();
    }

    void answer(int submitSequence, long messageId, int result) {
        unanswered--;
        centre.counting().count(result == 0 ? "accepted" : "refused");
        write(submitSequence, new SubmitResp(messageId, result));
    }

    void deliver(Deliver deliver) {
        delivered.put(++sequence, deliver.messageId());
        write(sequence, deliver);
    }

    private void received(CmppPdu pdu) {
        if (!loggedIn && !(pdu.message() instanceof Connect)) {
            close();
            return;
        }
        switch (pdu.message()) {
            case Connect connect -> login(pdu.sequence(), connect);
            case Submit submit -> submitted(pdu.sequence(), submit);
            case DeliverResp answer -> acknowledged(pdu.sequence());
            case ActiveTest test -> {
                centre.counting().count("activeTests");
                write(pdu.sequence(), new ActiveTestResp());
            }
            case Terminate terminate -> {
                write(pdu.sequence(), new TerminateResp());
                close();
            }
            default -> centre.counting().count("unexpected");
        }
    }

    private void login(int connectSequence, Connect connect) {
        String secret = centre.login().secret();
        Buffer proof = CmppAuthenticator.source(centre.login().user(), secret, connect.timestamp());
        boolean known = connect.account().equals(centre.login().user()) && proof.equals(connect.authenticator());
        int status = known ? 0 : WRONG_AUTHENTICATOR;
        Buffer answer = CmppAuthenticator.gateway(status, connect.authenticator(), secret);
        write(connectSequence, new ConnectResp(status, answer, connect.version()));
        if (known) {
            loggedIn = true;
            centre.counting().count("logins");
            centre.loggedIn(this);
        } else {
            close();
        }
    }

    private void submitted(int submitSequence, Submit submit) {
        unanswered++;
        centre.counting().count("submits");
        centre.counting().most("mostUnanswered", unanswered);
        centre.submitted(this, submitSequence, submit);
    }

    private void acknowledged(int deliverSequence) {
        Long deliverId = delivered.remove(deliverSequence);
        if (deliverId != null) {
            centre.acknowledged(deliverId);
        }
    }

    private void write(int pduSequence, CmppMessage message) {
        socket.write(CmppWriter.write(pduSequence, message));
    }
}
