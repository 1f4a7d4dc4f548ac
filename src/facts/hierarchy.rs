//! Names inside names, 下设 and 所属 → parentOrganization.

use super::Context;
use crate::model::Fact;

/// Reads these facts from the whole document.
pub fn read(_context: &Context<'_>) -> Vec<Fact> {
    Vec::new()
}
