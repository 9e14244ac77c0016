package org.casualtyledger.events.topic;

/**
 * What a record of the topic looks like. Two kinds:
 *
 * <ul>
 *   <li><b>An event</b>: the value is its leaf data, the key its theatre (UTF-8). CloudEvents 1.0
 *       in Kafka's binary mode: {@code ce_id}, {@code ce_source} (the log's origin), {@code
 *       ce_type} (the stored name), {@code ce_time}, {@code ce_subject} (the theatre), {@code
 *       ce_dataschema}, {@code content-type}; beside them {@link #POSITION} and {@link #PREVIOUS},
 *       and on some {@link #TRACEPARENT}.
 *   <li><b>Progress</b>: {@code ce_type} is {@link #PROGRESS}, the value {@code
 *       {"at":"…","size":n}} in canonical JSON, without a key: every event below {@code size} that
 *       belongs into this partition stands before this record, the last of them at {@link
 *       #PREVIOUS}. {@code at} is the recorded time of the event at {@code size − 1}.
 * </ul>
 *
 * <p><b>For readers.</b> Apply an event only if its {@link #PREVIOUS} is the last position that was
 * applied of this partition. A lower one was sent twice and is passed over. A higher one stops the
 * reader: a record is missing. Headers hold decimal ASCII; −1 stands before the first event. A
 * publisher that stood still may write what it was about to write after another has gone on: its
 * events are lower, and a progress record with a lower size than one before it says nothing new.
 */
public final class TopicRecord {
    /**
     * Header, on some events: by which span the event came into the log, as W3C Trace Context
     * writes it. For the operator's own traces; it says nothing of the event, and two records of
     * one event may differ in it.
     */
    public static final String TRACEPARENT = "traceparent";

    /** Header: the event's position in the log. */
    public static final String POSITION = "position";

    /** Header: the position of the event before it in this partition, −1 if it is the first. */
    public static final String PREVIOUS = "previous";

    /** The {@code ce_type} of records that tell how far the log is published, and are no events. */
    public static final String PROGRESS = "progress";

    /** Header of CloudEvents: 1.0. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** Header of CloudEvents: the event's id. */
    public static final String ID = "ce_id";

    /** Header of CloudEvents: the log's origin. */
    public static final String SOURCE = "ce_source";

    /** Header of CloudEvents: the stored name of an event, or {@link #PROGRESS}. */
    public static final String TYPE = "ce_type";

    /** Header of CloudEvents: recorded time. */
    public static final String TIME = "ce_time";

    /** Header of CloudEvents: the theatre. */
    public static final String SUBJECT = "ce_subject";

    /** Header of CloudEvents: where the value's schema is. */
    public static final String DATA_SCHEMA = "ce_dataschema";

    /** Header: the value is {@code application/json}. */
    public static final String CONTENT_TYPE = "content-type";

    private TopicRecord() {}
}
