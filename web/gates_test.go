package web_test

// passes says who passes a gate, by the word its row uses. It is written down once more beside the permissions of the
// routes: whoever opens a door wider must want it twice.
var passes = map[string]string{
	"all": "office leader government_office read_only", "own": "office leader government_office read_only owner responsible_unit",
	"fills": "office owner responsible_unit", "office": "office", "leads": "leader government_office", "unit": "responsible_unit",
	"notes": "office leader government_office owner responsible_unit", "people": "system_admin security_admin", "admin": "system_admin", "security": "security_admin", "audit": "audit_admin",
	"uploads": "office owner responsible_unit government_office", "unit or all": "office leader government_office read_only responsible_unit", "clock": "office system_admin", "nobody": "", "anybody": "owner responsible_unit office leader government_office read_only system_admin security_admin audit_admin",
}

// gate is one route: who passes it. Of a gate that is about one project owners and units pass for their own only; another's
// answers as one that does not exist.
type gate struct {
	who    string
	one    bool   // about one project
	public bool   // asks nobody to log in
	query  string // without which it is not answered
	body   string // of a POST of the API; "" is an empty object
	gone   bool   // what it is about is not in this house: who passes is told so
}

// gates is every route of both doors, the API's by method and path.
var gates = map[string]gate{
	"GET /{$}": {who: "all"}, "GET /login": {public: true}, "POST /login": {public: true}, "POST /logout": {public: true}, "GET /signon": {public: true}, "GET /signon/return": {public: true},
	"GET /static/{sum}/{name}": {public: true}, "/": {public: true}, "GET /password": {who: "anybody"}, "POST /password": {who: "anybody"},
	"GET /help": {who: "anybody"}, "GET /docs/api": {who: "anybody"}, "GET /docs/api/{group}": {who: "anybody", gone: true},

	"GET /account": {who: "anybody"}, "POST /account/logout-everywhere": {who: "anybody"}, "POST /account/tokens": {who: "anybody"},
	"POST /account/sessions/{session}/end": {who: "anybody", gone: true}, "POST /account/tokens/{token}/revoke": {who: "anybody", gone: true},
	"GET /accounts": {who: "people"}, "GET /accounts/new": {who: "admin"}, "POST /accounts/new": {who: "admin"}, "GET /accounts/{person}": {who: "people"},
	"POST /accounts/{person}/password": {who: "admin"}, "POST /accounts/{person}/disable": {who: "people"}, "POST /accounts/{person}/enable": {who: "admin"},
	"POST /accounts/{person}/roles": {who: "admin"}, "POST /accounts/{person}/roles/revoke": {who: "admin"},
	"POST /accounts/{person}/sessions/{session}/end": {who: "people", gone: true}, "POST /accounts/{person}/tokens/{token}/revoke": {who: "people", gone: true},
	"POST /accounts/{person}/subjects": {who: "admin"}, "POST /accounts/{person}/subjects/unlink": {who: "admin", gone: true},
	"POST /clock/confirm": {who: "clock"}, "GET /system": {who: "admin"}, "GET /audit": {who: "audit"}, "GET /audit/export": {who: "audit"},
	"GET /account-requests": {who: "people"}, "POST /account-requests/{request}/confirm": {who: "security", gone: true}, "POST /account-requests/{request}/refuse": {who: "security"},
	"POST /account-requests/{request}/withdraw": {who: "admin", gone: true},

	"GET /rankings": {who: "all"}, "GET /board": {who: "all"}, "GET /board/{link}": {public: true}, "GET /walls": {who: "office"}, "POST /walls": {who: "office"}, "POST /walls/{wall}/down": {who: "office", gone: true},
	"GET /imports": {who: "office"}, "POST /imports": {who: "office"}, "GET /imports/drafts/{draft}": {who: "office", gone: true}, "POST /imports/drafts/{draft}": {who: "office", gone: true},
	"POST /imports/drafts/{draft}/commit": {who: "office", gone: true}, "POST /imports/drafts/{draft}/discard": {who: "office", gone: true}, "GET /imports/drafts/{draft}/errors": {who: "office", gone: true},
	"GET /imports/batches/{batch}": {who: "office", gone: true}, "POST /imports/batches/{batch}/commit": {who: "office", gone: true}, "POST /imports/batches/{batch}/cancel": {who: "office", gone: true},
	"POST /imports/batches/{batch}/undo": {who: "office", gone: true},

	"GET /leader": {who: "leads"}, "GET /unit": {who: "unit or all"}, "POST /unit/submissions/{submission}": {who: "unit", one: true},
	"GET /escalations": {who: "own"}, "GET /escalations/{escalation}": {who: "own", one: true}, "GET /escalations/notes/{note}/paper": {who: "own", gone: true},
	"POST /escalations/{escalation}/sign": {who: "notes", one: true}, "POST /escalations/{escalation}/instruct": {who: "notes", one: true}, "POST /escalations/{escalation}/reply": {who: "notes", one: true},
	"GET /settings/audiences": {who: "office"}, "POST /settings/audiences": {who: "office"}, "GET /settings/live": {who: "office"}, "POST /settings/live": {who: "office"}, "POST /settings/colours": {who: "office"},

	"GET /exports": {who: "all"}, "GET /exports/{report}": {who: "all"}, "POST /exports/fill": {who: "all"}, "GET /print/onepage": {who: "all"}, "GET /forms": {who: "office"},
	"GET /forms/{kind}": {who: "own", query: "project=2021%2F{code}&month=2021-06", one: true}, "GET /outbox": {who: "office"}, "GET /round": {who: "all"},
	"GET /plans": {who: "office"}, "POST /plans": {who: "office"}, "GET /plans/{year}/{code}": {who: "office"}, "POST /plans/{year}/{code}": {who: "office"},
	"GET /projects": {who: "own"}, "GET /projects/{year}/{code}": {who: "own", one: true}, "GET /projects/{year}/{code}/history": {who: "own", one: true},
	"GET /submissions/{submission}/evidence/{position}": {who: "own", one: true}, "GET /submissions/{submission}/evidence/{position}/small": {who: "own", one: true},
	"GET /reviews": {who: "office"}, "POST /reviews": {who: "office"}, "GET /reviews/{submission}": {who: "own", one: true}, "POST /reviews/{submission}": {who: "office"},
	"GET /tasks": {who: "fills"}, "GET /sent/{key}": {who: "fills", gone: true},
	"GET /projects/{year}/{code}/milestones/{milestone}/submit": {who: "fills", one: true}, "POST /projects/{year}/{code}/milestones/{milestone}/submit": {who: "fills", one: true},
	"GET /projects/{year}/{code}/report": {who: "fills", one: true}, "GET /projects/{year}/{code}/report/check": {who: "fills", one: true, query: "month=2021-06"}, "POST /projects/{year}/{code}/report": {who: "fills", one: true},

	"GET /api/v1/me": {who: "anybody"}, "GET /api/v1/programmes": {who: "own"}, "GET /api/v1/organisations": {who: "all"}, "GET /api/v1/posts": {who: "all"},
	"GET /api/v1/accounts": {who: "people"}, "GET /api/v1/accounts/{login}/sessions": {who: "people"}, "GET /api/v1/accounts/{login}/tokens": {who: "people"},
	"POST /api/v1/accounts": {who: "admin"}, "POST /api/v1/accounts/{login}/disable": {who: "people"}, "POST /api/v1/accounts/{login}/enable": {who: "admin"},
	"POST /api/v1/accounts/{login}/password": {who: "admin"}, "POST /api/v1/accounts/{login}/roles": {who: "admin"}, "POST /api/v1/accounts/{login}/roles/revoke": {who: "admin"},
	"POST /api/v1/accounts/{login}/sessions/{id}/end": {who: "people"}, "POST /api/v1/accounts/{login}/tokens": {who: "nobody"}, "POST /api/v1/accounts/{login}/tokens/{id}/revoke": {who: "people"},
	"GET /api/v1/account-requests": {who: "people"}, "POST /api/v1/account-requests/{id}/confirm": {who: "security"},
	"POST /api/v1/account-requests/{id}/refuse": {who: "security"}, "POST /api/v1/account-requests/{id}/withdraw": {who: "admin"},
	"POST /api/v1/people": {who: "admin"}, "GET /api/v1/doctor": {who: "admin"}, "POST /api/v1/reconcile": {who: "nobody"}, "GET /api/v1/clock": {who: "nobody"}, "POST /api/v1/clock/confirm": {who: "nobody"},
	"GET /api/v1/audit": {who: "audit"}, "GET /api/v1/audit/verify": {who: "audit"}, "GET /api/v1/audit/head": {who: "audit"}, "POST /api/v1/audit/head/accept": {who: "nobody"}, "GET /api/v1/accounts/{login}": {who: "people"}, "POST /api/v1/accounts/{login}/subjects": {who: "admin"}, "POST /api/v1/accounts/{login}/subjects/unlink": {who: "admin"},

	"GET /api/v1/status": {who: "all"}, "GET /api/v1/rankings": {who: "all"}, "GET /api/v1/board": {who: "all"}, "GET /api/v1/round": {who: "all"}, "GET /api/v1/leader": {who: "leads"}, "GET /api/v1/unit": {who: "unit or all"},
	"GET /api/v1/outgoing": {who: "office"}, "GET /api/v1/plans": {who: "all"}, "GET /api/v1/trial": {who: "all"}, "GET /api/v1/reviews": {who: "office"}, "GET /api/v1/tasks": {who: "own"}, "GET /api/v1/receipts/{key}": {who: "own", gone: true},
	"GET /api/v1/exports/monthly": {who: "all", query: "month=2021-06"}, "GET /api/v1/exports/plan": {who: "all"}, "GET /api/v1/exports/milestones": {who: "all"}, "GET /api/v1/exports/ledger": {who: "all"}, "GET /api/v1/exports/escalations": {who: "all"},
	"POST /api/v1/exports/fill": {who: "all", query: "month=2021-06&file=a.xlsx"}, "GET /api/v1/templates/{kind}": {who: "own", one: true, query: "project=2021%2F{code}&month=2021-06"},
	"GET /api/v1/escalations": {who: "own"}, "GET /api/v1/escalations/{escalation}": {who: "own", one: true}, "POST /api/v1/escalations/{escalation}/sign": {who: "notes"},
	"POST /api/v1/escalations/{escalation}/instruct": {who: "notes"}, "POST /api/v1/escalations/{escalation}/reply": {who: "notes"},

	"GET /api/v1/projects": {who: "own"}, "GET /api/v1/projects/{year}/{code}": {who: "own", one: true}, "GET /api/v1/projects/{year}/{code}/history": {who: "own", one: true}, "GET /api/v1/projects/{year}/{code}/plan": {who: "own", one: true},
	"GET /api/v1/projects/{year}/{code}/milestones/{milestone}/form": {who: "fills", one: true}, "GET /api/v1/projects/{year}/{code}/reports/{month}/form": {who: "fills", one: true}, "GET /api/v1/projects/{year}/{code}/reports/{month}/check": {who: "fills", one: true},
	"POST /api/v1/projects/{year}/{code}/milestones": {who: "fills"}, "POST /api/v1/projects/{year}/{code}/reports": {who: "fills"}, "POST /api/v1/projects/{year}/{code}/plan-changes": {who: "office"},
	"GET /api/v1/submissions": {who: "anybody"}, "GET /api/v1/submissions/{submission}": {who: "own", one: true}, "GET /api/v1/submissions/{submission}/evidence/{position}": {who: "own", one: true},
	"POST /api/v1/submissions/{submission}/review": {who: "office"}, "POST /api/v1/submissions/{submission}/pre-review": {who: "unit"}, "POST /api/v1/evidence": {who: "uploads", query: "name=a.pdf"},
	"GET /api/v1/imports": {who: "office"}, "GET /api/v1/imports/{batch}": {who: "office", gone: true}, "GET /api/v1/imports/{batch}/progress": {who: "office"}, "POST /api/v1/imports": {who: "office", query: "file=a.xlsx"},
	"POST /api/v1/imports/errors": {who: "office", query: "file=a.xlsx"}, "POST /api/v1/imports/{batch}/commit": {who: "office"}, "POST /api/v1/imports/{batch}/cancel": {who: "office"}, "POST /api/v1/imports/{batch}/undo": {who: "office"},
	"POST /api/v1/programmes/{programme}/list": {who: "office"}, "POST /api/v1/programmes/{programme}/live": {who: "office"}, "POST /api/v1/programmes/{programme}/colours": {who: "office"},
}
