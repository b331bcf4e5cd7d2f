//! A value of a closed set as a column: its lower-case code.

use sea_orm::sea_query::postgres_array::NotU8;
use sea_orm::sea_query::{ArrayType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{
    ActiveValue, ColIdx, ColumnType, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError,
    TryGetable, TryGetableArray, Value,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgHasArrayType, PgTypeInfo, PgValueRef};
use sqlx::{Decode, Postgres};

use shahrak_domain::code::Coded;

/// A value of a closed set, stored as its code: in a column of type `text`, or, with `select_as = "text"` and
/// `save_as = "unit_status"`, in one of an enumerated type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<T: Coded> Code<T> {
    fn parse(code: &str) -> Result<Self, TryGetError> {
        T::parse(code).map(Code).map_err(|error| DbErr::Type(error.to_string()).into())
    }
}

impl<T: Coded> TryGetable for Code<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        Code::parse(&String::try_get_by(row, index)?)
    }
}

impl<T: Coded> TryGetableArray for Code<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Vec<Self>, TryGetError> {
        let codes = <Vec<String> as TryGetable>::try_get_by(row, index)?;
        codes.iter().map(|code| Code::parse(code)).collect()
    }
}

impl<T: Coded> From<Code<T>> for Value {
    fn from(Code(value): Code<T>) -> Value {
        value.code().into()
    }
}

impl<T: Coded> ValueType for Code<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let code = <String as ValueType>::try_from(value)?;
        T::parse(&code).map(Code).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        T::SET.to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl<T: Coded> Nullable for Code<T> {
    fn null() -> Value {
        Value::String(None)
    }
}

impl<T> NotU8 for Code<T> {}

impl<T: Coded> IntoActiveValue<Code<T>> for Code<T> {
    fn into_active_value(self) -> ActiveValue<Code<T>> {
        ActiveValue::Set(self)
    }
}

// SeaORM requires it of every part of a primary key.
impl<T: Coded> TryFromU64 for Code<T> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64(T::SET))
    }
}

impl<T> sqlx::Type<Postgres> for Code<T> {
    fn type_info() -> PgTypeInfo {
        <str as sqlx::Type<Postgres>>::type_info()
    }

    fn compatible(info: &PgTypeInfo) -> bool {
        <str as sqlx::Type<Postgres>>::compatible(info)
    }
}

impl<T> PgHasArrayType for Code<T> {
    fn array_type_info() -> PgTypeInfo {
        <&str as PgHasArrayType>::array_type_info()
    }

    fn array_compatible(info: &PgTypeInfo) -> bool {
        <&str as PgHasArrayType>::array_compatible(info)
    }
}

impl<'r, T: Coded> Decode<'r, Postgres> for Code<T> {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Code(T::parse(<&str as Decode<Postgres>>::decode(value)?)?))
    }
}

impl<T: Coded> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<'de, T: Coded> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        T::parse(&code).map(Code).map_err(de::Error::custom)
    }
}
