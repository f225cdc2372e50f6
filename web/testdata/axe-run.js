// Runs axe-core on the page and writes the result into the document for the test.
(async () => {
  const found = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  const out = document.createElement("pre");
  out.id = "axe";
  out.textContent = JSON.stringify({
    passes: found.passes.length,
    violations: found.violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.help}: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`),
  });
  document.body.append(out);
})();
