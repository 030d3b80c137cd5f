//! Numbers of other libraries: a `NumPy` scalar becomes the Python number it stands for.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// How deep a request goes: its parts, findings, their long form, the pair of a likelihood.
const DEEPEST: u8 = 4;

/// Replaces scalars by what their `item` gives; everything else stays what it is, for the core to judge.
pub(crate) fn plain(value: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    replaced(value, DEEPEST)
}

fn replaced(value: Bound<'_, PyAny>, deeper: u8) -> PyResult<Bound<'_, PyAny>> {
    let py = value.py();
    if let Ok(table) = value.cast::<PyDict>() {
        if deeper == 0 {
            return Ok(value);
        }
        let copy = PyDict::new(py);
        // A list of the items: whatever `item` does, the table does not change under the loop.
        for entry in table.items() {
            let (key, value) = entry.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            copy.set_item(key, replaced(value, deeper - 1)?)?;
        }
        return Ok(copy.into_any());
    }
    if let Ok(items) = value.cast::<PyList>() {
        if deeper == 0 {
            return Ok(value);
        }
        let copy = PyList::empty(py);
        for item in items {
            copy.append(replaced(item, deeper - 1)?)?;
        }
        return Ok(copy.into_any());
    }
    if is_scalar(&value)? { value.call_method0(intern!(py, "item")) } else { Ok(value) }
}

/// Whether a value says that it is an array without dimensions, as `NumPy` scalars do.
fn is_scalar(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = value.py();
    if !value.hasattr(intern!(py, "dtype"))? {
        return Ok(false);
    }
    let dimensions = value.getattr_opt(intern!(py, "ndim"))?;
    Ok(dimensions.is_some_and(|count| count.extract::<u64>().is_ok_and(|count| count == 0)))
}
