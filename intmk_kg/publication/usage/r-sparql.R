# How often each Land presided. Needs nothing but R.
query <- '
SELECT ?land (COUNT(DISTINCT ?presidency) AS ?presidencies) WHERE {
  ?presidency a intmk:Presidency ; org:member ?member .
  ?member a intmk:Land ; rdfs:label ?land .
  FILTER(LANG(?land) = "de")
}
GROUP BY ?land
ORDER BY DESC(?presidencies) ?land'

address <- paste0("http://127.0.0.1:8000/sparql?format=csv&query=", URLencode(query, reserved = TRUE))
laender <- read.csv(address, encoding = "UTF-8")
print(laender)
