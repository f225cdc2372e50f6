// Package meetingpack writes what the office carries into a meeting on a month's progress (调度会): the 调度情况 for signing,
// one page for the head of the district, a page for each lagging project, what became of the last meeting's decisions,
// a booklet for each sponsoring leader, and a sheet for each site to visit. It takes plain data and gives .docx files;
// the same data gives the same bytes. Forecasts and doubts are in none of them, and private firms' amounts only if the
// office names them.
package meetingpack
