//! What the lists of cases about a candidate are asked.

/// Declares the parameters of such a list, whose records have these states, and with `$narrow` can be narrowed by it.
macro_rules! case_list_query {
    ($name:ident, $status:ident $(, $(#[$about:meta])* $narrow:ident: $member:ident)?) => {
        /// What to list.
        #[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub(in crate::api) struct $name {
            /// States, with commas between.
            #[param(style = Form, explode = false, inline, max_items = 11, value_type = Option<Vec<$status>>)]
            status: Option<String>,
            /// Of this candidate.
            candidate_id: Option<uuid::Uuid>,
            $($(#[$about])* $narrow: Option<uuid::Uuid>,)?
            /// Only what changed at this moment (RFC 3339) or later.
            #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
            #[serde(default, deserialize_with = "crate::api::wire::day::read")]
            changed_since: Option<chrono::DateTime<chrono::Utc>>,
            /// Items on a page.
            #[param(minimum = 1, maximum = 100, default = 20)]
            limit: Option<usize>,
            /// Where the next page begins: taken from `next` as it is.
            #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
            cursor: Option<String>,
        }

        impl $crate::api::resource::routes::ListQuery for $name {
            fn read(
                self,
            ) -> Result<
                ($crate::app::resource::Filter, $crate::api::resource::list::PageQuery),
                $crate::api::http::error::ApiError,
            > {
                let status = $crate::api::http::query::list::<$status>("status", self.status.as_deref())?;
                let filter = $crate::app::resource::Filter {
                    status: status.iter().map(ToString::to_string).collect(),
                    candidate: self.candidate_id,
                    $($member: self.$narrow,)?
                    changed_since: self.changed_since,
                    ..Default::default()
                };
                let (limit, cursor) = (self.limit, self.cursor);
                Ok((filter, $crate::api::resource::list::PageQuery { limit, cursor, ..Default::default() }))
            }
        }
    };
}
pub(in crate::api) use case_list_query;
