//go:build !noembed && unix

package engine

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"go.temporal.io/api/enums/v1"
	persistencepb "go.temporal.io/server/api/persistence/v1"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/persistence"
	"go.temporal.io/server/common/persistence/serialization"
	persistencesql "go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/common/searchattribute/sadefs"
	sqliteschema "go.temporal.io/server/schema/sqlite"
	"google.golang.org/protobuf/types/known/durationpb"

	"duban/models"
)

// retention is how long the history of a closed project stays readable: a whole year and its review.
const retention = 400 * 24 * time.Hour

// ensureNamespace creates the namespace, or adds missing attributes and the retention to an existing one.
//
// It writes the row before the server starts. Adding attributes through the running server's API reaches each service's
// cache only seconds later, and a project started meanwhile would be refused.
func ensureNamespace(ctx context.Context, storage *config.SQL, o Options) error {
	db, err := persistencesql.NewSQLDB(sqlplugin.DbKindMain, storage, resolver.NewNoopResolver(), log.NewNoopLogger(),
		metrics.NoopMetricsHandler)
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := db.SelectFromNamespace(ctx, sqlplugin.NamespaceFilter{Name: &o.Namespace})
	if errors.Is(err, sql.ErrNoRows) {
		return createNamespace(storage, o)
	}
	if err != nil {
		return err
	}
	row := rows[0]
	encoding := serialization.NewSerializer()
	detail, err := encoding.NamespaceDetailFromBlob(persistence.NewDataBlob(row.Data, row.DataEncoding))
	if err != nil {
		return err
	}
	changed, err := bringUpNamespace(detail, o.SearchAttributes)
	if err != nil || !changed {
		return err
	}
	blob, err := encoding.NamespaceDetailToBlob(detail)
	if err != nil {
		return err
	}
	row.Data, row.DataEncoding = blob.GetData(), blob.GetEncodingType().String()
	_, err = db.UpdateNamespace(ctx, &row)
	return err
}

func createNamespace(storage *config.SQL, o Options) error {
	namespace, err := sqliteschema.NewNamespaceConfig(clusterName, o.Namespace, false, nil)
	if err != nil {
		return err
	}
	if _, err := bringUpNamespace(namespace.Detail, o.SearchAttributes); err != nil {
		return err
	}
	return sqliteschema.CreateNamespaces(storage, namespace)
}

// bringUpNamespace adds what a namespace lacks and reports whether it changed.
func bringUpNamespace(detail *persistencepb.NamespaceDetail, attributes map[string]enums.IndexedValueType) (
	changed bool, err error) {
	settings := detail.Config
	if settings.Retention.AsDuration() < retention {
		settings.Retention = durationpb.New(retention)
		changed = true
	}
	if settings.CustomSearchAttributeAliases == nil {
		settings.CustomSearchAttributeAliases = map[string]string{}
	}
	aliases := settings.CustomSearchAttributeAliases // from the column to the name
	columns := sadefs.GetDBIndexSearchAttributes(nil).CustomSearchAttributes
	named := map[string]string{}
	for column, name := range aliases {
		named[name] = column
	}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		kind := attributes[name]
		if column, ok := named[name]; ok {
			if columns[column] != kind {
				return false, models.Errorf(models.KindInvalid, "engine_attribute", "流程检索字段“%s”已存在且类型为 %s，与所需的 %s 不符；请改用新的字段名",
					name, columns[column], kind)
			}
			continue
		}
		column := freeColumn(columns, aliases, kind)
		if column == "" {
			return false, models.Errorf(models.KindInvalid, "engine_attribute", "流程检索字段“%s”无法添加：%s 类型的字段已用完", name, kind)
		}
		aliases[column] = name
		changed = true
	}
	if changed {
		detail.ConfigVersion++
	}
	return changed, nil
}

// freeColumn returns the first preallocated column of a type that no name uses, or "".
func freeColumn(columns map[string]enums.IndexedValueType, aliases map[string]string,
	kind enums.IndexedValueType) string {
	for _, column := range slices.Sorted(maps.Keys(columns)) {
		if _, used := aliases[column]; !used && columns[column] == kind {
			return column
		}
	}
	return ""
}
