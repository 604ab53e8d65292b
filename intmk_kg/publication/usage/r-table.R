# Where and when the conferences met. Needs nothing but R.
conferences <- read.csv("http://127.0.0.1:8000/tables/conferences.csv", encoding = "UTF-8")
conferences$start <- as.Date(conferences$start)
print(conferences[, c("name", "start", "places")])
