-- Every difference between ledger, balances, documents, numbers and logs, and between what was proposed and what was posted.
SELECT controle, entite_id, coalesce(attendu, '') AS attendu, coalesce(trouve, '') AS trouve
FROM (
  SELECT controle, entite_id, attendu, trouve FROM app.verifier_stock()
  UNION ALL SELECT controle, entite_id, attendu, trouve FROM app.verifier_propositions()) v
