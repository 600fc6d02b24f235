-- A trial is a payment of 0: it is none that counts. Sums of payments are made anew from the table. Portable and
-- idempotent like the migrations before.

DELETE FROM payment_deltas;

DELETE FROM payment_days;

INSERT INTO payment_days (day, method, subscription_id, payments, revenue)
SELECT (payment_date AT TIME ZONE 'UTC')::DATE, method, subscription_id, COUNT(*)::INT8,
  SUM(amount - refunded_amount)
FROM paymenthistory WHERE status <> 'failed' AND amount > 0 GROUP BY 1, 2, 3;

DELETE FROM payment_months;

INSERT INTO payment_months (month, method, subscription_id, payments, revenue)
SELECT date_trunc('month', day::TIMESTAMP)::DATE, method, subscription_id, SUM(payments)::INT8, SUM(revenue)
FROM payment_days GROUP BY 1, 2, 3;
