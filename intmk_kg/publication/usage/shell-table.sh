# The numbered conferences as a table, and one conference as Turtle.
curl --fail --silent --show-error --output conferences.csv http://127.0.0.1:8000/tables/conferences.csv
curl --fail --silent --show-error --location --header 'Accept: text/turtle' http://127.0.0.1:8000/id/conference-18 > conference-18.ttl
head -n 3 conferences.csv
